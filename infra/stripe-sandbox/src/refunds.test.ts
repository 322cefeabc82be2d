import { describe, expect, test } from '@jest/globals';
import { refusal, useBench } from './testing/bench.ts';
import { until } from './testing/until.ts';

const bench = useBench();

describe('a refund', () => {
  test('gives everything back, once', async () => {
    const { id, latest_charge } = await bench.paid(1000);
    const metadata = { orderId: 'order-1' };
    const refund = await bench.stripe.refunds.create({ payment_intent: id, metadata, reason: 'requested_by_customer' });
    expect(refund).toMatchObject({
      amount: 1000,
      payment_intent: id,
      charge: latest_charge,
      status: 'succeeded',
      metadata,
    });
    expect(await bench.stripe.refunds.retrieve(refund.id)).toMatchObject({ id: refund.id });
    const charge = await bench.stripe.charges.retrieve(String(latest_charge));
    expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true });

    const again = await refusal(bench.stripe.refunds.create({ payment_intent: id }));
    expect(again).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });
    expect((await bench.ledger()).paymentIntents[id]).toMatchObject({ captured: 1000, refunded: 1000 });
    await bench.receiver.next('refund.created', id);
    await bench.receiver.next('charge.refunded', id);
  });

  test('in parts, never more than was paid', async () => {
    const { id, latest_charge } = await bench.paid(1000);
    await bench.stripe.refunds.create({ payment_intent: id, amount: 300 });
    const tooMuch = await refusal(bench.stripe.refunds.create({ payment_intent: id, amount: 701 }));
    expect(tooMuch).toMatchObject({
      statusCode: 400,
      param: 'amount',
      message: 'Refund amount (€7.01) is greater than unrefunded amount on charge (€7.00)',
    });
    await bench.stripe.refunds.create({ charge: String(latest_charge), amount: 700 });
    const { data } = await bench.stripe.refunds.list({ payment_intent: id });
    expect(data.map(({ amount }) => amount)).toEqual([700, 300]);
    expect((await bench.stripe.refunds.list({ charge: String(latest_charge), limit: 1 })).has_more).toBe(true);
  });

  test('of a partly captured payment gives back only what was captured', async () => {
    const { id } = await bench.authorized(1000);
    await bench.stripe.paymentIntents.capture(id, { amount_to_capture: 400 });
    expect((await refusal(bench.stripe.refunds.create({ payment_intent: id, amount: 401 }))).param).toBe('amount');
    expect((await bench.stripe.refunds.create({ payment_intent: id })).amount).toBe(400);
    expect((await bench.ledger()).paymentIntents[id]).toMatchObject({ captured: 400, voided: 600, refunded: 400 });
  });

  test('two at once for the whole give it back once', async () => {
    const { id } = await bench.paid();
    const both = [1, 2].map(() => bench.stripe.refunds.create({ payment_intent: id }));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('needs a payment that was captured', async () => {
    const { id } = await bench.authorized();
    expect((await refusal(bench.stripe.refunds.create({ payment_intent: id }))).param).toBe('payment_intent');
    expect((await refusal(bench.stripe.refunds.create({}))).statusCode).toBe(400);
    expect((await refusal(bench.stripe.refunds.create({ charge: 'ch_gone' }))).code).toBe('resource_missing');
    const zero = await refusal(bench.stripe.refunds.create({ payment_intent: (await bench.paid()).id, amount: 0 }));
    expect(zero).toMatchObject({ code: 'parameter_invalid_integer', param: 'amount' });
  });
});

test('a refund to a dead card fails later, and the money comes back', async () => {
  const { id, latest_charge } = await bench.paid(1000, 'pm_card_refundFail');
  const refund = await bench.stripe.refunds.create({ payment_intent: id });
  expect(refund.status).toBe('succeeded');
  const failed = await until('the refund to fail', async () => {
    const now = await bench.stripe.refunds.retrieve(refund.id);
    return now.status === 'failed' && now;
  });
  expect(failed).toMatchObject({ failure_reason: 'expired_or_canceled_card', amount: 1000 });
  const charge = await bench.stripe.charges.retrieve(String(latest_charge));
  expect(charge).toMatchObject({ amount_refunded: 0, refunded: false });
  expect((await bench.ledger()).paymentIntents[id]).toMatchObject({ captured: 1000, refunded: 0 });
  await bench.receiver.next('refund.failed', id);
});

test('a pending refund succeeds later, after a restart too', async () => {
  const { id } = await bench.paid(1000, 'pm_card_pendingRefund');
  const refund = await bench.stripe.refunds.create({ payment_intent: id });
  expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
  await bench.restart();
  await until(
    'the refund to succeed',
    async () => (await bench.stripe.refunds.retrieve(refund.id)).status === 'succeeded',
  );
  await bench.receiver.next('refund.updated', id);
});
