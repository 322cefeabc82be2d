import { newId, type Tx } from '@frontrow/common/database';
import { aSession, cookieOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { limitsOf } from '../src/config.ts';
import { newPayment, start } from '../src/payment.ts';
import { payments } from '../src/service.ts';
import { save } from '../src/store/changes.ts';
import { forgetOldDeclines } from '../src/store/declines.ts';
import { lockPayables } from '../src/store/payables.ts';
import { type Bench, startBench, type TestOrder } from './bench.ts';

/** Whoever has many cards declined has to wait, by account, network and card. */
const changes = { DECLINES_PER_ACCOUNT: '3', DECLINES_PER_NETWORK: '6', DECLINES_PER_CARD: '2' };
const DECLINED = 'tok_chargeDeclined';
let lookUps = 0;
const definition: typeof payments = {
  ...payments,
  async open(base) {
    const opened = await payments.open!(base);
    const { stripe } = opened.resources;
    const fingerprintOf: typeof stripe.fingerprintOf = (reference) => {
      lookUps += 1;
      return stripe.fingerprintOf(reference);
    };
    return { ...opened, resources: { ...opened.resources, stripe: { ...stripe, fingerprintOf } } };
  },
};
let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench({ definition, changes });
});
beforeEach(() => {
  lookUps = 0;
});
afterAll(() => bench.stop());

const query = (text: string, values: unknown[] = []) => bench.service.kit.db.pool.query(text, values);
const pass = (minutes: number) =>
  query('update declines set declined_at = declined_at - make_interval(mins => $1)', [minutes]);

/** Another order of the same buyer, from the same place. */
async function another({ state, buyer, address }: TestOrder): Promise<TestOrder> {
  return { ...(await bench.place({ userId: state.userId })), buyer, address };
}

/** A token for a card, as its form in a browser gets it. */
async function tokenOf(number: string): Promise<string> {
  const card = { number, exp_month: 12, exp_year: new Date().getFullYear() + 2, cvc: '123' };
  const { body } = await supertest(bench.sandbox.url).post('/tokens').send({ card });
  return body.id;
}

async function declineUntilRefused(order: TestOrder) {
  for (let tries = 0; tries < 20; tries++) {
    const answer = await bench.pay(order, DECLINED);
    if (answer.status !== 402) return { tries, answer };
    order = await another(order);
  }
  throw new Error('was never refused');
}

test('an account whose cards are declined has to wait, whatever orders it places, and then may go on', async () => {
  const order = await bench.place();
  const { tries, answer } = await declineUntilRefused(order);
  expect(tries).toBe(3);
  expect(answer.status).toBe(429);
  const wait = Number(answer.headers['retry-after']);
  expect(wait).toBeGreaterThan(3_590);
  expect(answer.body.errors).toEqual([
    {
      message: 'too many cards were declined; try again in 60 min',
      code: 'too_many_declines',
      params: { wait: 60, unit: 'min' },
    },
  ]);

  const next = await another(order);
  expect((await bench.pay(next)).status).toBe(429);
  expect(await bench.events(next)).toEqual([]);
  expect((await bench.pay(await bench.place())).status).toBe(201); // of someone else, from elsewhere
  await pass(61);
  expect((await bench.pay(next)).status).toBe(201);
});

test('a network is told apart from others, and an IPv6 customer counts as one', async () => {
  const from = async (address: string) => ({ ...(await bench.place()), address });
  const host = (n: number) => `2001:db8:1:2::${n}`;
  for (let n = 1; n <= 6; n++) expect((await bench.pay(await from(host(n)), DECLINED)).status).toBe(402);
  const refused = await bench.pay(await from(host(7)));
  expect([refused.status, refused.body.errors[0].code]).toEqual([429, 'too_many_declines']);
  expect((await bench.pay(await from('2001:db8:1:3::1'))).status).toBe(201);
});

test('a card is known again, whoever tries it', async () => {
  const stolen = '4000000000009979';
  for (let n = 0; n < 2; n++) expect((await bench.pay(await bench.place(), await tokenOf(stolen))).status).toBe(402);
  const order = await bench.place();
  expect((await bench.pay(order, DECLINED)).status).toBe(402); // from now on it is looked at which card it is
  expect(lookUps).toBe(0);
  expect((await bench.pay(order, await tokenOf(stolen))).status).toBe(429);
  expect(lookUps).toBe(1);
  expect((await bench.pay(order, await tokenOf('4242424242424242'))).status).toBe(201);
});

test('whoever pays without a decline costs Stripe no call more', async () => {
  expect((await bench.pay(await bench.place())).status).toBe(201);
  expect(lookUps).toBe(0);
});

test('what is no word about a card does not count', async () => {
  const order = await bench.place();
  for (let n = 0; n < 5; n++) expect((await bench.pay(order, 'tok_nobodyknows')).status).toBe(402);
  expect((await bench.pay(order)).status).toBe(201);
});

test('what the bank says later counts from where the card was handed in', async () => {
  const order = await bench.place();
  const { body } = await bench.pay(order, 'tok_threeDSecureRequiredChargeDeclined');
  const network = async () =>
    (await query('select network from payment_attempts where user_id = $1', [order.state.userId])).rows;
  expect(await network()).toEqual([{ network: order.address }]);
  await supertest(body.payment.challengeUrl).post('').type('form').send({ outcome: 'approve' }).redirects(0);
  await bench.reaches(order, 'open');
  const { rows } = await query('select network, card is not null as known from declines where user_id = $1', [
    order.state.userId,
  ]);
  expect(rows).toEqual([{ network: order.address, known: true }]);
  expect(await network()).toEqual([{ network: null }]); // nobody needs it any more
});

test('an order that cannot be paid is told why, also to who would have to wait', async () => {
  const paid = await bench.paid();
  await declineUntilRefused(await another(paid));
  expect((await bench.pay(paid)).status).toBe(409);
});

describe('many at once', () => {
  test('of one account, no more are tried than may be declined', async () => {
    const first = await bench.place();
    const orders = [first, ...(await Promise.all(Array.from({ length: 11 }, () => another(first))))];
    const answers = await Promise.all(orders.map((order) => bench.pay(order, DECLINED)));
    expect(answers.map(({ status }) => status).sort()).toEqual([402, 402, 402, ...Array(9).fill(429)]);
    for (const { status, headers } of answers)
      if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  /** Two replicas that begin to pay orders of the same buyer at the same moment; resolves to what each saw under way. */
  async function beginTwice(withLocks: boolean): Promise<number[]> {
    const first = await bench.place();
    const orders = [first, await another(first)];
    const { db, config } = bench.service.kit;
    const trace = { correlationId: newId(), causationId: null };
    const looked = new Set<string>();
    const seen = orders.map(({ id }) =>
      db.transaction(trace, async (tx) => {
        const { found, now } = await lockPayables(
          withLocks ? tx : withoutTurns(tx),
          [{ orderId: id, network: first.address }],
          true,
          limitsOf(config),
        );
        const { order, declines } = found.get(id)!;
        looked.add(id);
        // Nobody goes on before the other has looked, too, or waits for its turn.
        await eventually(async () => {
          const waiting = await query(`select from pg_locks where locktype = 'advisory' and not granted`);
          expect(looked.size + waiting.rowCount!).toBeGreaterThanOrEqual(2);
        });
        const change = start(newPayment(newId(), order), newId(), { token: 'tok_visa' }, first.address);
        const decision = { before: undefined, payment: change.payment, changes: [change], trace };
        await save(tx, [{ ...decision, claim: undefined, dueAt: now, tries: 0 }], now);
        return declines.open;
      }),
    );
    return (await Promise.all(seen)).sort();
  }
  const withoutTurns = (tx: Tx): Tx => {
    const query: Tx['client']['query'] = ({ name, text, ...rest }) =>
      tx.client.query({ ...rest, name: `unlocked_${name}`, text: text?.replace('pg_advisory_xact_lock(', 'abs(') });
    return { ...tx, client: { query } };
  };

  test('replicas count what the others have under way, and the negative control: without their turns they do not', async () => {
    expect(await beginTwice(true)).toEqual([0, 1]);
    expect(await beginTwice(false)).toEqual([0, 0]);
  });
});

test('operators see who has to wait, and until when; nobody else does', async () => {
  const get = async (cookie: string) =>
    supertest(bench.service.url).get('/api/payments/throttled').set('cookie', cookie);
  const order = await bench.place();
  await declineUntilRefused(order);
  const { status, body } = await get(await cookieOf(aSession({ role: 'operator' })));
  expect(status).toBe(200);
  const until = expect.any(String);
  expect(body).toContainEqual({ by: 'account', who: order.state.userId, declined: 3, until });
  expect((await get(order.buyer)).status).toBe(403);
  await eventually(async () => {
    const { text } = await supertest(bench.service.url).get('/metrics');
    expect(Number(/cards_declined_last_hour\{.*\} (\d+)/.exec(text)![1])).toBeGreaterThanOrEqual(3);
  });
});

test('declines are forgotten', async () => {
  await bench.pay(await bench.place(), DECLINED);
  await pass(60 * 49);
  await forgetOldDeclines(bench.service.kit.db);
  expect((await query('select from declines')).rowCount).toBe(0);
});
