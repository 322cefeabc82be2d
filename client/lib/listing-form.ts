import type { SellingView } from '@frontrow/common/contracts';
import type { TicketFields } from './api/api';
import type { ApiProblem } from './api/result';
import { readPrice } from './read-price';
import { readTimes, type TimeField } from './wall-time';

/** Of the listing that is changed, what the meaning of a form depends on. */
export type ListingBefore = Pick<SellingView, 'currency' | 'timeZone' | TimeField>;

/** Form values as the API takes them: whole numbers as numbers, no date as none. And which fields cannot be understood. */
export function readListing(
  {
    quantity,
    refundHours,
    startsAt = '',
    endsAt = '',
    doorsAt = '',
    salesEndAt = '',
    checkInAt = '',
    reentry,
    timeZone = '',
    price: typed = '',
    ...text
  }: Record<string, string>,
  listing: ListingBefore | undefined,
): { body: TicketFields; errors: ApiProblem['errors'] } {
  const whole = (value: string | undefined) => (value && /^\d+$/.test(value.trim()) ? Number(value) : value);
  const zone = zoneNamed(timeZone.trim());
  const { times, errors } = readTimes({ startsAt, endsAt, doorsAt, salesEndAt, checkInAt }, zone, listing);
  const price = readPrice(typed, listing?.currency ?? text.currency ?? '');
  const body = {
    ...text,
    ...times,
    price: 'error' in price ? typed : price.price,
    quantity: whole(quantity),
    refundHours: whole(refundHours),
    timeZone: zone,
    // Of a box that is not checked a form says nothing.
    reentry: reentry !== undefined,
  } as TicketFields;
  return { body, errors: 'error' in price ? [price.error, ...errors] : errors };
}

/** The zone of a city, if there is just one of that name; else what was typed. */
function zoneNamed(typed: string): string {
  const city = typed.toLowerCase().replaceAll(' ', '_');
  const [zone, another] = Intl.supportedValuesOf('timeZone').filter((name) => name.toLowerCase().endsWith(`/${city}`));
  return zone && !another ? zone : typed;
}
