import {
  type Currency,
  check,
  type FieldError,
  NewTicket,
  priceProblem,
  TicketChanges,
} from '@frontrow/common/contracts';
import type { TicketFields } from './api/api';

/**
 * What the service would say of a listing, by the very schemas that it checks with. `currency` is that of a listing which is
 * changed; a new one brings its own. Loaded by itself, once somebody fills in the form: the schemas are not small.
 */
export function listingErrors(listing: TicketFields, currency?: Currency): FieldError[] {
  const { errors = [] } = check(currency ? TicketChanges : NewTicket, listing);
  if (errors.some(({ field }) => field === 'price' || field === 'currency') || !listing.price) return errors;
  // The schema of a whole listing looks at its price only once everything else is good.
  const problem = priceProblem(listing.price, currency ?? listing.currency ?? 'USD');
  return problem ? [...errors, { field: 'price', message: problem }] : errors;
}
