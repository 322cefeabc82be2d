import { describe, expect, test } from '@jest/globals';
import { refusal, SECRET_KEY, useBench } from './testing/bench.ts';

const bench = useBench();

const control = (path: string, body: object) =>
  fetch(`${bench.url}/_sandbox/disputes${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
  });
const disputeOf = async (intent: string) => (await bench.stripe.disputes.list({ payment_intent: intent })).data[0]!;
const account = async (intent: string) => (await bench.ledger()).paymentIntents[intent];

describe('a dispute', () => {
  test('begins with the capture of a card that disputes everything, and takes the money away', async () => {
    const { id, latest_charge } = await bench.authorized(1000, 'pm_card_createDispute');
    expect((await bench.stripe.disputes.list({ payment_intent: id })).data).toEqual([]);
    await bench.stripe.paymentIntents.capture(id);
    const dispute = await disputeOf(id);
    expect(dispute).toMatchObject({
      amount: 1000,
      charge: latest_charge,
      reason: 'fraudulent',
      status: 'needs_response',
      is_charge_refundable: false,
      balance_transactions: [{ amount: -1000, reporting_category: 'dispute' }],
    });
    expect(await bench.stripe.disputes.retrieve(dispute.id)).toMatchObject({ id: dispute.id });
    expect((await bench.stripe.charges.retrieve(String(latest_charge))).disputed).toBe(true);
    await bench.receiver.next('charge.dispute.created', id);
    await bench.receiver.next('charge.dispute.funds_withdrawn', id);
    expect(await account(id)).toMatchObject({ captured: 1000, refunded: 0, disputed: 1000 });
    expect((await refusal(bench.stripe.refunds.create({ payment_intent: id }))).code).toBe('charge_disputed');
  });

  test.each([
    ['winning_evidence', 'won', 0],
    ['losing_evidence', 'lost', 1000],
  ])('is decided by %s', async (uncategorized_text, status, disputed) => {
    const { id } = await bench.paid(1000, 'pm_card_createDisputeProductNotReceived');
    const dispute = await disputeOf(id);
    await bench.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text }, submit: true });
    expect((await disputeOf(id)).status).toBe(status);
    await bench.receiver.next('charge.dispute.closed', id);
    expect(await account(id)).toMatchObject({ captured: 1000, refunded: 0, disputed });
    expect((await refusal(bench.stripe.disputes.close(dispute.id))).statusCode).toBe(400);
  });

  test('is lost when it is accepted', async () => {
    const { id } = await bench.paid(1000, 'pm_card_createDispute');
    expect((await bench.stripe.disputes.close((await disputeOf(id)).id)).status).toBe('lost');
    expect((await account(id))?.disputed).toBe(1000);
  });

  test('may be an inquiry, which moves no money and allows a refund', async () => {
    const { id } = await bench.paid(1000, 'pm_card_createDisputeInquiry');
    const dispute = await disputeOf(id);
    expect(dispute).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
    await bench.stripe.refunds.create({ payment_intent: id });
    expect((await bench.stripe.disputes.close(dispute.id)).status).toBe('warning_closed');
    expect(await account(id)).toMatchObject({ refunded: 1000, disputed: 0 });
  });

  test('can be ordered for any charge, decided, and survives a restart', async () => {
    const { id } = await bench.paid();
    expect((await control('', { paymentIntent: id, reason: 'general' })).status).toBe(201);
    const dispute = await disputeOf(id);
    await bench.restart();
    expect((await control(`/${dispute.id}`, { outcome: 'won' })).status).toBe(200);
    expect(await disputeOf(id)).toMatchObject({ status: 'won', reason: 'general' });
    expect((await bench.ledger()).entries.map(({ kind }) => kind).slice(-2)).toEqual([
      'dispute_withdrawn',
      'dispute_reinstated',
    ]);
    await bench.stripe.refunds.create({ payment_intent: id });
    expect(await account(id)).toMatchObject({ captured: 1000, refunded: 1000, disputed: 0 });
  });

  test('needs a charge that exists', async () => {
    expect((await control('', { paymentIntent: 'pi_none' })).status).toBe(400);
    expect((await control('', {})).status).toBe(400);
    expect((await control('/du_none', { outcome: 'won' })).status).toBe(404);
  });
});
