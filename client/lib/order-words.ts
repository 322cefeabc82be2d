import type { OrderView } from '@frontrow/common/contracts';

/** The words for how an order ended, by their name: why, or that its buyer still waits for the money. */
export const cancelReason = ({ cancelReason, moneyBack }: Pick<OrderView, 'cancelReason' | 'moneyBack'>) =>
  moneyBack?.state === 'failed' ? 'refund_failed' : (cancelReason ?? 'unknown');
