import type { TicketFields } from './api/api';

/** Form values as the API takes them: whole numbers as numbers, the price as it was typed, no date as none. */
export function readListing({ quantity, refundHours, startsAt, price, ...text }: Record<string, string>): TicketFields {
  const whole = (value: string | undefined) => (value && /^\d+$/.test(value.trim()) ? Number(value) : value);
  return {
    ...text,
    price: price?.trim().replace(',', '.'),
    quantity: whole(quantity),
    refundHours: whole(refundHours),
    startsAt: startsAt ? new Date(startsAt).toISOString() : null,
  } as TicketFields;
}
