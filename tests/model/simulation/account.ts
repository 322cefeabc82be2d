import type { Intent } from '../../../services/payments/src/settlement.ts';

/** What may go wrong with one call. `slow`: the bank has not answered yet · `refused`: it will never be done as asked. */
export type Trouble = 'none' | 'cut' | 'executed, then cut' | 'executed, then failed' | 'refused' | 'slow';

/** A PaymentIntent in Stripe's own books. */
export interface Account extends Intent {
  orderId: string;
  paymentId: string;
  amount: number;
  captures: number;
  confirmations: number;
  /** Whether someone paid it back past us. */
  byHand: boolean;
  given: { id: string; state: 'pending' | 'succeeded' | 'failed' }[];
}

export interface Webhook {
  id: string;
  type: string;
  stripeId: string;
}

/** The clock, and who is told when money moves. */
export interface Witness {
  now(): number;
  captured(orderId: string): void;
  refunded(orderId: string): void;
  repeated(intention: string): void;
}

export const GOOD = 'a good card';
export const DECLINED = 'a declined card';
export const SECURED = 'a card with 3-D Secure';

export const refundedOf = ({ given, amount }: Account): number =>
  given.some(({ state }) => state === 'succeeded') ? amount : 0;
