import { eventually } from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Bench, startBench, type TestOrder } from './bench.ts';

/** Attempts whose outcome stays unknown for longer than Stripe keeps their keys. Nothing but our own questions tells. */
let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench({ webhooks: false });
});
afterEach(() => bench.noFaults());
afterAll(() => bench.stop());

const paths = {
  create: '/v1/*',
  confirm: '/v1/payment_intents/*/confirm',
  capture: '/v1/payment_intents/*/capture',
  cancel: '/v1/payment_intents/*/cancel',
  refund: '/v1/refunds',
};
type Keyed = keyof typeof paths;
const ends = { create: 'authorized', confirm: 'authorized', capture: 'captured', cancel: 'voided', refund: 'refunded' };

/** Brings the payment of an order to where `step` is taken, by Stripe alone: its answer and all later ones are lost. */
async function loseTheAnswerTo(step: Keyed, card = 'tok_visa'): Promise<TestOrder> {
  const order = await bench.place();
  const match = { method: 'POST', path: paths[step], metadata: { orderId: order.id } };
  const lose = async () => {
    await bench.fault({ kind: 'execute-then-cut', match });
    await bench.fault({ kind: 'cut', times: null, match });
  };
  if (step === 'create' || step === 'confirm') {
    await lose();
    expect((await bench.pay(order, card)).status).toBe(202);
  } else {
    expect((await bench.pay(order, card)).status).toBe(201);
    if (step === 'refund') {
      await bench.complete(order);
      await bench.reaches(order, 'captured');
    }
    await lose();
    await (step === 'capture' ? bench.complete(order) : bench.cancel(order, 'refunded'));
  }
  await eventually(async () => {
    const { rows } = await bench.service.kit.db.pool.query('select last_key, tries from payments where order_id = $1', [
      order.id,
    ]);
    expect(rows[0].last_key).toContain(`-${step}-`);
    expect(rows[0].tries).toBeGreaterThan(0);
  });
  return order;
}

async function forget(order: TestOrder, { weKnow }: { weKnow: boolean }) {
  await bench.forgetKeys();
  if (!weKnow) return;
  const { pool } = bench.service.kit.db;
  await pool.query(`update payments set keyed_at = keyed_at - interval '24 hours' where order_id = $1`, [order.id]);
}

describe('a key that is a day old', () => {
  test.each(Object.keys(paths) as Keyed[])(
    '%s: what came of it is found out, and it is not done twice',
    async (step) => {
      const order = await loseTheAnswerTo(step);
      await forget(order, { weKnow: true });
      await bench.noFaults();
      await bench.reaches(order, ends[step] as never);
      const { intents, ...money } = await bench.books(order);
      expect(intents).toHaveLength(1);
      expect(money).toMatchObject({
        authorized: 5000,
        captures: step === 'capture' || step === 'refund' ? 1 : 0,
        voided: step === 'cancel' ? 5000 : 0,
        refunded: step === 'refund' ? 5000 : 0,
      });
    },
  );

  test('a card that was declined then is not tried again', async () => {
    const order = await loseTheAnswerTo('confirm', 'tok_chargeDeclined');
    await forget(order, { weKnow: true });
    await bench.noFaults();
    const { failure } = await bench.reaches(order, 'open');
    expect(failure?.code).toBe('card_declined');
    expect(await cardsTried(order)).toBe(1);
    expect((await bench.pay(order)).status).toBe(201);
  });
});

describe('the negative control: a forgotten key whose age is not known', () => {
  test('makes a second PaymentIntent', async () => {
    const order = await loseTheAnswerTo('create');
    await forget(order, { weKnow: false });
    await bench.noFaults();
    await bench.reaches(order, 'authorized');
    expect((await bench.books(order)).intents).toHaveLength(2);
  });

  test('tries a card twice', async () => {
    const order = await loseTheAnswerTo('confirm', 'tok_chargeDeclined');
    await forget(order, { weKnow: false });
    await bench.noFaults();
    await bench.reaches(order, 'open');
    expect(await cardsTried(order)).toBe(2);
  });
});

async function cardsTried(order: TestOrder): Promise<number> {
  const { intents } = await bench.books(order);
  return (await bench.stripe.charges.list({ payment_intent: intents[0]!.id })).data.length;
}
