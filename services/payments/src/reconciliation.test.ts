import { expect, test } from '@jest/globals';
import type { PayableOrder } from './payment.ts';
import { type FoundIntent, judge, type Known, type KnownPayment, type Verdict } from './reconciliation.ts';

const order: PayableOrder = {
  id: 'order',
  userId: 'user',
  status: 'complete',
  total: 5000,
  currency: 'EUR',
  expiresAt: new Date(0),
};
const intent: FoundIntent = {
  id: 'pi',
  status: 'requires_capture',
  amount: 5000,
  currency: 'EUR',
  received: 0,
  refunded: 0,
  disputed: false,
  paymentMethodId: 'pm',
  ours: { installation: 'here', orderId: 'order', paymentId: 'payment' },
};
const payment: KnownPayment = {
  id: 'payment',
  orderId: 'order',
  stripeId: 'pi',
  status: 'authorized',
  amountRefunded: 0,
  disputed: false,
};
const charged = { status: 'succeeded', received: 5000 } as const;
const nothing: Known = { owner: undefined, payment: undefined, order: undefined };
const owned = (changes: Partial<KnownPayment> = {}): Known => {
  const owner = { ...payment, ...changes };
  return { owner, payment: owner, order };
};
const beside = { ...nothing, order, payment: { ...payment, stripeId: 'another' } };

test.each<[string, Partial<FoundIntent>, Known, Verdict]>([
  ['the payment is where Stripe is', {}, owned(), 'agrees'],
  ['a step is under way', {}, owned({ status: 'processing' }), 'agrees'],
  ['charged at Stripe, open here', charged, owned({ status: 'open' }), 'look'],
  ['given back at Stripe, charged here', { ...charged, refunded: 5000 }, owned({ status: 'captured' }), 'look'],
  ['disputed at Stripe, not here', { ...charged, disputed: true }, owned({ status: 'captured' }), 'look'],
  ['disputed, and known', { ...charged, disputed: true }, owned({ status: 'captured', disputed: true }), 'agrees'],
  ['cancelled at Stripe, authorized here', { status: 'canceled' }, owned(), 'look'],
  ['its payment does not know its PaymentIntent', {}, { ...nothing, payment: { ...payment, stripeId: null } }, 'look'],
  ['its payment has another PaymentIntent', {}, beside, 'release'],
  ['the same, and nothing is left in it', { ...charged, refunded: 5000 }, beside, 'agrees'],
  ['the same, charged in part and given back', { ...charged, received: 30, refunded: 30 }, beside, 'agrees'],
  ['the payment of a known order got lost', {}, { ...nothing, order }, 'adopt'],
  ['the same, charged', charged, { ...nothing, order }, 'adopt'],
  ['the same, no card was put to it', { status: 'requires_payment_method' }, { ...nothing, order }, 'release'],
  ['the same, for another amount', { amount: 4999 }, { ...nothing, order }, 'release'],
  ['the same, in another currency', { currency: 'USD' }, { ...nothing, order }, 'release'],
  ['the order is not known', charged, nothing, 'wait'],
  ["another installation's", { ours: { ...intent.ours!, installation: 'there' } }, nothing, 'foreign'],
  ["another system's", { ours: undefined }, nothing, 'foreign'],
  ["another installation's, although the order is known", { ours: undefined }, { ...nothing, order }, 'foreign'],
])('%s', (_name, changes, known, verdict) => {
  expect(judge({ ...intent, ...changes }, known, 'here', false)).toBe(verdict);
});

test('what pays for an unknown order goes back only when the order would be known', () => {
  expect(judge({ ...intent, ...charged }, nothing, 'here', true)).toBe('release');
  expect(judge({ ...intent, ours: undefined }, nothing, 'here', true)).toBe('foreign');
});
