import type { OrderOutcome, SaleView } from '@frontrow/common/contracts';

/** How an order stands, in its seller's words. */
export const outcomeNames: Record<OrderOutcome, string> = {
  complete: 'Paid',
  open: 'Waiting to be paid',
  buyer: 'Released by the buyer',
  expired: 'Not paid in time',
  payment_failed: 'The charge failed',
  refunded: 'Refunded',
  event_cancelled: 'Event cancelled',
};

export function saleWords({ status, cancelReason, refund }: SaleView): string {
  if (status === 'complete' && refund === 'requested') return 'Paid, a refund is asked for';
  if (status === 'complete') return outcomeNames.complete;
  return outcomeNames[status === 'cancelled' ? cancelReason! : 'open'];
}

/** The end of an id, which is enough to tell one from another; their beginnings are alike. */
export const shortId = (id: string): string => id.slice(-8);

export const count = (number: number): string => number.toLocaleString('en');

/** `41%` of a whole, or undefined of nothing. */
export const share = (part: number, whole: number): string | undefined =>
  whole === 0 ? undefined : `${Math.round((part / whole) * 100)}%`;
