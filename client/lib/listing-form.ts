import type { SellingView } from '@frontrow/common/contracts';
import type { TicketFields } from './api/api';
import type { ApiProblem } from './api/result';
import { readPrice } from './read-price';
import { readStart } from './wall-time';

/** Form values as the API takes them: whole numbers as numbers, no date as none. And which fields cannot be understood. */
export function readListing(
  { quantity, refundHours, startsAt = '', timeZone = '', price: typed = '', ...text }: Record<string, string>,
  listing: Pick<SellingView, 'currency' | 'startsAt' | 'timeZone'> | undefined,
): { body: TicketFields; errors: ApiProblem['errors'] } {
  const whole = (value: string | undefined) => (value && /^\d+$/.test(value.trim()) ? Number(value) : value);
  const zone = zoneNamed(timeZone.trim());
  const start = readStart({ wall: startsAt, timeZone: zone }, listing);
  const price = readPrice(typed, listing?.currency ?? text.currency ?? '');
  const errors = [...('error' in price ? [price.error] : []), ...('error' in start ? [start.error] : [])];
  const body = {
    ...text,
    price: 'error' in price ? typed : price.price,
    startsAt: 'error' in start ? null : start.startsAt,
    quantity: whole(quantity),
    refundHours: whole(refundHours),
    timeZone: zone,
  } as TicketFields;
  return { body, errors };
}

/** The zone of a city, if there is just one of that name; else what was typed. */
function zoneNamed(typed: string): string {
  const city = typed.toLowerCase().replaceAll(' ', '_');
  const [zone, another] = Intl.supportedValuesOf('timeZone').filter((name) => name.toLowerCase().endsWith(`/${city}`));
  return zone && !another ? zone : typed;
}
