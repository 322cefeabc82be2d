import type { OrderView } from '@frontrow/common/contracts';

/** The words for why an order was cancelled, and what became of the money, by their name. */
export const cancelReason = ({ cancelReason }: Pick<OrderView, 'cancelReason'>) => cancelReason ?? 'unknown';
