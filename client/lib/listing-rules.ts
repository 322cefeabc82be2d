import {
  check,
  currencies,
  NewTicket,
  overProblem,
  type ProblemDetail,
  priceProblem,
  scheduleProblems,
  TicketChanges,
} from '@frontrow/common/contracts';
import type { TicketFields } from './api/api';
import type { ApiProblem } from './api/result';
import { type ListingBefore, readListing } from './listing-form';
import { timeFields } from './wall-time';

/**
 * All that is wrong with a listing as it was typed, by the very rules that the service checks with. `listing` is the one that
 * is changed, if one is. Loaded by itself, once somebody fills in the form: the schemas are not small.
 */
export function listingErrors(values: Record<string, string>, listing?: ListingBefore): ApiProblem['errors'] {
  const { body, errors: unread } = readListing(values, listing);
  const { errors: wrong = [] } = check(listing ? TicketChanges : NewTicket, body);
  // What times are compared with must be understood first.
  const isTimed = !unread.some(({ field }) => ['startsAt', 'endsAt', 'timeZone'].includes(field!));
  const judged = isTimed ? wrong : wrong.filter(({ field }) => !timeFields.some((time) => time === field));
  // The schema of a whole listing looks at its price and its times only once everything else is good.
  const whole = [...priceProblems(body, listing), ...(isTimed ? timeProblems(body, listing) : [])];
  const said = [...unread, ...judged.filter(notAt(unread))];
  return [...said, ...whole.filter(notAt(said))];
}

/** One thing at a time is said of a field. */
const notAt =
  (errors: ProblemDetail[]) =>
  ({ field }: ProblemDetail) =>
    !errors.some((error) => error.field === field);

function priceProblems({ price, ...body }: TicketFields, listing: ListingBefore | undefined): ProblemDetail[] {
  const currency = currencies.find((one) => one === (listing?.currency ?? body.currency));
  const problem = price && currency && priceProblem(price, currency);
  return problem ? [{ ...problem, field: 'price' }] : [];
}

/** That an event is over bars no change but one of its times. */
function timeProblems(
  { startsAt = null, endsAt = null, doorsAt = null, salesEndAt = null, checkInAt = null }: TicketFields,
  listing: ListingBefore | undefined,
): ProblemDetail[] {
  const problems = scheduleProblems({ startsAt, endsAt, doorsAt, salesEndAt, checkInAt });
  if (startsAt === listing?.startsAt && endsAt === listing.endsAt) return problems;
  const over = overProblem({ startsAt, endsAt }, new Date());
  return [...problems, ...(over ? [over].filter(notAt(problems)) : [])];
}
