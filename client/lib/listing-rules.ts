import { check, NewTicket, priceProblem, type SellingView, TicketChanges } from '@frontrow/common/contracts';
import type { ApiProblem } from './api/result';
import { readListing } from './listing-form';

/**
 * What is wrong with a listing as it was typed, by the very schemas that the service checks with. `listing` is the one that
 * is changed, if one is. Loaded by itself, once somebody fills in the form: the schemas are not small.
 */
export function listingErrors(
  values: Record<string, string>,
  listing?: Pick<SellingView, 'currency' | 'startsAt' | 'timeZone'>,
): ApiProblem['errors'] {
  const { body, errors: unread } = readListing(values, listing);
  const { errors: wrong = [] } = check(listing ? TicketChanges : NewTicket, body);
  const past = body.startsAt && body.startsAt !== listing?.startsAt && Date.parse(body.startsAt) < Date.now();
  if (past) unread.push({ field: 'startsAt', code: 'past', message: 'is in the past' });
  const errors = [...unread, ...wrong.filter(({ field }) => !unread.some((one) => one.field === field))];
  if (errors.some(({ field }) => field === 'price' || field === 'currency') || !body.price) return errors;
  // The schema of a whole listing looks at its price only once everything else is good.
  const problem = priceProblem(body.price, listing?.currency ?? body.currency ?? 'USD');
  return problem ? [...errors, { ...problem, field: 'price' }] : errors;
}
