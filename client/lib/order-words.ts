import type { OrderView } from '@frontrow/common/contracts';

export const statusNames: Record<OrderView['status'], string> = {
  created: 'Reserved, to be paid',
  'awaiting:payment': 'Payment under way',
  complete: 'Complete',
  cancelled: 'Cancelled',
};

/** Why an order was cancelled, and what became of the money. */
export function cancelWords({ cancelReason }: Pick<OrderView, 'cancelReason'>): { title: string; text: string } {
  switch (cancelReason) {
    case 'buyer':
      return { title: 'You released this order', text: 'The tickets are on sale again. You were not charged.' };
    case 'expired':
      return {
        title: 'The time to pay ran out',
        text: 'The tickets went back on sale. You were not charged; a payment that came too late was given up.',
      };
    case 'payment_failed':
      return { title: 'The payment did not go through', text: 'The tickets went back on sale. You were not charged.' };
    case 'refunded':
      return { title: 'Refunded', text: 'Your tickets were given back, and the money is on its way to your card.' };
    case 'event_cancelled':
      return {
        title: 'The event was cancelled',
        text: 'Whatever you paid is on its way back to your card. If you had not paid, you were not charged.',
      };
    default:
      return { title: 'This order was cancelled', text: 'No ticket of it is valid.' };
  }
}
