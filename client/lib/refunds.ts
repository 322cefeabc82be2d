import type { TicketView } from '@frontrow/common/contracts';

/** A listing's refund policy in a sentence for buyers. */
export function refundPolicy({ refundHours, startsAt }: Pick<TicketView, 'refundHours' | 'startsAt'>): string {
  if (!startsAt) return 'Refundable until a date is set, and as long as no ticket was used.';
  if (refundHours === 0) return 'Refundable until the event starts, if no ticket was used.';
  const days = refundHours / 24;
  const time =
    Number.isInteger(days) && days > 1 ? `${days} days` : refundHours === 1 ? '1 hour' : `${refundHours} hours`;
  return `Refundable until ${time} before the event, if no ticket was used.`;
}
