import { type OrderView, PaymentAnswer } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { answerChallenge } from '../../../system/support/stripe.ts';
import type { Buyer } from './buyer.ts';
import type { Answer } from './client.ts';

/**
 * What buyers do with an order. Each way tells how the order may end; an event that is called off, or a buyer who lost
 * patience on a bad line, adds to that. A card may be taken for an order that lapses before anyone hears of it: then
 * nothing is charged, so every payment may also end in `cancelled expired`.
 */
type Behaviour = (buyer: Buyer, order: OrderView) => Promise<string[]>;

const lapsed = 'cancelled expired';
const decided = ({ status }: OrderView) => status === 'complete' || status === 'cancelled';
const paidFor = (answer: Answer) => (answer.status === 201 ? ['complete', lapsed] : [lapsed]);

/** Goes to the bank's page, and comes back. */
async function atTheBank(answer: Answer, outcome: 'approve' | 'fail'): Promise<boolean> {
  if (answer.status !== 202) return false;
  const { challengeUrl } = PaymentAnswer.parse(answer.body).payment;
  if (!challengeUrl) return false;
  try {
    await eventually(() => answerChallenge(challengeUrl, outcome), 10_000, 250);
    return true;
  } catch {
    return false; // the bank is down, or took the answer and lost its own
  }
}

async function seenThrough(buyer: Buyer, order: OrderView): Promise<string[]> {
  const answer = await buyer.pay(order.id);
  const { status } = await buyer.untilOrder(order.id, decided);
  if (status !== 'complete') return paidFor(answer);
  await buyer.admissions(order.id, order.quantity);
  return ['complete'];
}

const behaviours = {
  pay: async (buyer, order) => paidFor(await buyer.pay(order.id)),

  'pay and wait for the admissions': seenThrough,

  'declined, then pay': async (buyer, order) => {
    await buyer.pay(order.id, 'tok_visa_chargeDeclinedInsufficientFunds');
    return paidFor(await buyer.pay(order.id, 'tok_mastercard'));
  },

  '3-D Secure': async (buyer, order) => {
    await atTheBank(await buyer.pay(order.id, 'tok_threeDSecure2Required'), 'approve');
    return ['complete', lapsed];
  },

  '3-D Secure fails, then pay': async (buyer, order) => {
    await atTheBank(await buyer.pay(order.id, 'tok_threeDSecure2Required'), 'fail');
    await buyer.untilOrder(order.id, ({ status }) => status !== 'awaiting:payment');
    await buyer.pay(order.id);
    return ['complete', lapsed];
  },

  '3-D Secure, and walk away': async (buyer, order) => {
    await buyer.pay(order.id, 'tok_threeDSecure2Required');
    return [lapsed];
  },

  'walk away': async () => [lapsed],

  release: async (buyer, order) => {
    await buyer.giveUp(order.id);
    return ['cancelled buyer', lapsed];
  },

  'ask for more time, then pay': async (buyer, order) => {
    await buyer.extend(order.id);
    return paidFor(await buyer.pay(order.id));
  },

  'ask for a refund': async (buyer, order) => {
    const answer = await buyer.pay(order.id, 'tok_pendingRefund');
    const { status } = await buyer.untilOrder(order.id, decided);
    if (status !== 'complete') return paidFor(answer);
    return (await buyer.giveUp(order.id)) === 409 ? ['complete'] : ['cancelled refunded'];
  },

  'be let in': async (buyer, order) => {
    const ends = await seenThrough(buyer, order);
    if (ends.includes(lapsed) || (await letIn(buyer, order)) || buyer.stall.cancelled) return ends;
    throw new Error(`order ${order.id}: a good admission was refused at the door`);
  },

  'be let in, and ask for a refund meanwhile': async (buyer, order) => {
    const ends = await seenThrough(buyer, order);
    if (ends.includes(lapsed)) return ends;
    await Promise.all([letIn(buyer, order), buyer.giveUp(order.id)]);
    return ['complete', 'cancelled refunded'];
  },

  'be let in, and be refunded by the seller': async (buyer, order) => {
    const ends = await seenThrough(buyer, order);
    if (ends.includes(lapsed)) return ends;
    await Promise.all([letIn(buyer, order), buyer.beRefunded(order.id)]);
    return ['cancelled refunded_by_seller'];
  },

  'be let in by mistake, and once more': async (buyer, order) => {
    const ends = await seenThrough(buyer, order);
    if (ends.includes(lapsed)) return ends;
    const scan = await letIn(buyer, order);
    if (!scan) return ends;
    await Promise.all([buyer.undo(scan), buyer.undo(scan), letIn(buyer, order)]);
    await letIn(buyer, order);
    return ends;
  },

  'pay twice with one click': async (buyer, order) => paidFor(await buyer.pay(order.id, 'tok_visa', 2)),

  'pay in two tabs': async (buyer, order) => {
    const answers = await Promise.all([buyer.pay(order.id, 'tok_visa'), buyer.pay(order.id, 'tok_amex')]);
    return answers.some(({ status }) => status === 201) ? ['complete', lapsed] : [lapsed];
  },

  'pay and release at once': async (buyer, order) => {
    await Promise.all([buyer.pay(order.id), buyer.giveUp(order.id)]);
    return ['complete', 'cancelled buyer', 'cancelled refunded', lapsed];
  },

  'a card whose charge fails': async (buyer, order) => {
    await buyer.pay(order.id, 'tok_captureFail');
    return ['cancelled payment_failed', lapsed];
  },
} satisfies Record<string, Behaviour>;

/** The scan that opened the door, if one did. */
async function letIn(buyer: Buyer, order: OrderView) {
  const [first] = await buyer.admissions(order.id, 1);
  return first && buyer.enter(first.code);
}

export type BehaviourName = keyof typeof behaviours;

export const behave = (name: BehaviourName): Behaviour => behaviours[name];

/** How often each is seen, out of a hundred or so. */
export const weights: Record<BehaviourName, number> = {
  pay: 26,
  'pay and wait for the admissions': 10,
  'declined, then pay': 7,
  '3-D Secure': 7,
  '3-D Secure fails, then pay': 3,
  '3-D Secure, and walk away': 2,
  'walk away': 6,
  release: 6,
  'ask for more time, then pay': 4,
  'ask for a refund': 7,
  'be let in': 6,
  'be let in, and ask for a refund meanwhile': 3,
  'be let in, and be refunded by the seller': 2,
  'be let in by mistake, and once more': 2,
  'pay twice with one click': 4,
  'pay in two tabs': 4,
  'pay and release at once': 4,
  'a card whose charge fails': 2,
};
