import type { OrderView } from '@frontrow/common/contracts';

/** Whether somebody else ended it, who said why: then its buyer is shown the history at once. */
export const isExplained = ({ cancelReason }: Pick<OrderView, 'cancelReason'>): boolean =>
  cancelReason === 'refunded_by_seller' || cancelReason === 'refunded_by_operator';

/** The words for how an order ended, by their name: why, or that its buyer still waits for the money. */
export const cancelReason = ({ cancelReason, moneyBack }: Pick<OrderView, 'cancelReason' | 'moneyBack'>) =>
  moneyBack?.state === 'failed' ? 'refund_failed' : (cancelReason ?? 'unknown');
