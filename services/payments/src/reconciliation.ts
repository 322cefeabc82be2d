import type { Id, PaymentStatus } from '@frontrow/common/contracts';
import type { PayableOrder } from './payment.ts';
import type { Intent } from './settlement.ts';

/** A PaymentIntent as the reconciler comes across it at Stripe. Amounts are minor units. */
export interface FoundIntent {
  id: string;
  status: Intent['status'];
  amount: number;
  /** Upper case. */
  currency: string;
  received: number;
  refunded: number;
  disputed: boolean;
  /** Empty when no card is on it. */
  paymentMethodId: string;
  /** What we once wrote on it; undefined when it is not ours. */
  ours: { installation: Id; orderId: Id; paymentId: Id } | undefined;
}

/** A payment of ours, as far as it is compared. */
export interface KnownPayment {
  id: Id;
  orderId: Id;
  stripeId: string | null;
  status: PaymentStatus;
  amountRefunded: number;
  disputed: boolean;
}

/** What we know that may have to do with a PaymentIntent. */
export interface Known {
  /** The payment that it is stored for. */
  owner: KnownPayment | undefined;
  /** The payment that it was once made for, or another one of the same order. */
  payment: KnownPayment | undefined;
  order: PayableOrder | undefined;
}

/**
 * `agrees`: nothing to do · `look`: the payment is behind, and settling will bring it to where Stripe is · `adopt`: a
 * payment of ours got lost, and is made again · `release`: it pays for nothing, so what it holds goes back · `wait`: its
 * order is not known, yet or any more · `foreign`: another system's.
 */
export type Verdict = 'agrees' | 'look' | 'adopt' | 'release' | 'wait' | 'foreign';

/**
 * What is to become of a PaymentIntent. An order that is not known may be one that our copy of orders does not have yet:
 * giving its money back would leave someone with tickets that nobody paid for. So that takes `orderWouldBeKnown`.
 */
export function judge(found: FoundIntent, known: Known, installation: Id, orderWouldBeKnown: boolean): Verdict {
  const { owner, payment, order } = known;
  if (owner) return isBehind(owner, found) ? 'look' : 'agrees';
  if (found.ours?.installation !== installation) return 'foreign';
  if (isOver(found)) return 'agrees';
  if (payment) return payment.stripeId === null ? 'look' : 'release';
  if (!order) return orderWouldBeKnown ? 'release' : 'wait';
  return found.status !== 'requires_payment_method' && isFor(found, order) ? 'adopt' : 'release';
}

/** Whether no money can be in it, nor come into it. */
export const isOver = ({ status, received, refunded }: FoundIntent): boolean =>
  status === 'canceled' || (status === 'succeeded' && refunded >= received);

const isFor = ({ amount, currency }: FoundIntent, order: PayableOrder): boolean =>
  amount === order.total && currency === order.currency;

/** The states of a payment that a PaymentIntent may be in: where ours is the one ahead, a step is under way. */
const agreeing: Record<Intent['status'], readonly PaymentStatus[]> = {
  requires_payment_method: ['open', 'processing'],
  requires_confirmation: ['open', 'processing'],
  requires_action: ['processing', 'requires_action'],
  processing: ['processing', 'requires_action'],
  requires_capture: ['processing', 'authorized'],
  succeeded: ['captured', 'refunded', 'capture_failed'],
  canceled: ['voided', 'capture_failed'],
};

function isBehind({ status, amountRefunded, disputed }: KnownPayment, found: FoundIntent): boolean {
  if (!agreeing[found.status].includes(status)) return true;
  const charged = status === 'captured' || status === 'refunded';
  return charged && (amountRefunded < found.refunded || (found.disputed && !disputed));
}
