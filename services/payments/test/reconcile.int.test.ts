import { newId } from '@frontrow/common/database';
import { aSession, cookieOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import supertest from 'supertest';
import { installationOf } from '../src/store/installation.ts';
import { beginAfterPause, end } from '../src/store/reconciliations.ts';
import { type Bench, startBench, type TestOrder } from './bench.ts';

/** What Stripe has and our database has not, as after the restore of a backup. */
let bench: Bench & { stop(): Promise<void> };
let pool: pg.Pool;
let operator: string;
beforeAll(async () => {
  bench = await startBench({ webhooks: false });
  pool = bench.service.kit.db.pool;
  operator = await cookieOf(aSession({ role: 'operator' }));
});
afterAll(() => bench.stop());

const inAMinute = () => new Date(Date.now() + 60_000).toISOString();
const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();
const reconcile = (body: object = {}, cookie = operator) =>
  supertest(bench.service.url)
    .post('/api/payments/reconcile')
    .set('cookie', cookie)
    .send({ since: hourAgo(), ...body });
/** Reconciles, and says how many were found to be how, and what became of an order's PaymentIntents. */
async function verdictsFor(order: { id: string }, body: object = {}): Promise<string[]> {
  const { status, body: report } = await reconcile(body);
  expect(status).toBe(200);
  const strays = report.strays as { orderId: string; verdict: string }[];
  return strays.filter(({ orderId }) => orderId === order.id).map(({ verdict }) => verdict);
}

/** A PaymentIntent with a card on it, as our own process would have made it. */
async function intentFor(order: { id: string }, capture: boolean, metadata: Record<string, string> = {}) {
  const { id } = await bench.stripe.paymentIntents.create({
    amount: 5000,
    currency: 'eur',
    capture_method: 'manual',
    confirm: true,
    payment_method: 'pm_card_visa',
    return_url: 'http://frontrow.test/',
    metadata: {
      orderId: order.id,
      paymentId: newId(),
      installation: await installationOf(bench.service.kit.db)(),
      ...metadata,
    },
  });
  if (capture) await bench.stripe.paymentIntents.capture(id);
  return id;
}

const charged = async () => {
  const order = await bench.place();
  expect((await bench.pay(order)).status).toBe(201);
  await bench.complete(order);
  await bench.reaches(order, 'captured');
  return order;
};

/** Takes a payment and all that was said of it out of the database, as if it had been made after the backup. */
async function lose(order: TestOrder) {
  const { rows } = await pool.query('select id from payments where order_id = $1', [order.id]);
  await pool.query('delete from payment_attempts where payment_id = $1', [rows[0].id]);
  await pool.query('delete from payments where id = $1', [rows[0].id]);
  await pool.query('delete from outbox where aggregate_id = $1', [rows[0].id]);
}

/** As if all that was made until an hour before `ms` had been compared; resolves to how to undo that. */
async function comparedUntil(ms: number) {
  const id = newId();
  await pool.query(
    `insert into reconciliations (id, since, started_at, ended_at, report) values ($1, $2, $2, $2, '{}')`,
    [id, new Date(ms)],
  );
  return () => pool.query('delete from reconciliations where id = $1', [id]);
}

const noMoney = { authorized: 5000, captured: 0, refunded: 0, voided: 5000 };

describe('a payment that got lost', () => {
  test('is made again, and its order keeps what was paid for', async () => {
    const order = await charged();
    await lose(order);
    expect(await verdictsFor(order)).toEqual(['adopted']);
    await bench.reaches(order, 'captured');
    expect(await bench.events(order)).toEqual(['started', 'authorized', 'captured']);
    expect(await bench.books(order)).toMatchObject({ intents: [{}], captures: 1, captured: 5000, refunded: 0 });
    expect(await verdictsFor(order)).toEqual([]);
  });

  test.each([true, false])(
    'gives the money back when the order was cancelled meanwhile (charged: %s)',
    async (paid) => {
      const order = paid ? await charged() : await bench.place();
      if (!paid) expect((await bench.pay(order)).status).toBe(201);
      await lose(order);
      await bench.cancel(order, 'refunded');
      expect(await verdictsFor(order)).toEqual(['adopted']);
      await bench.reaches(order, paid ? 'refunded' : 'voided');
      const back = paid ? { captured: 5000, refunded: 5000 } : { captured: 0, voided: 5000 };
      expect(await bench.books(order)).toMatchObject(back);
    },
  );

  test('in part, so that it is behind Stripe, catches up', async () => {
    const order = await bench.place();
    expect((await bench.pay(order, 'tok_chargeDeclined')).status).toBe(402);
    const tables = ['payments', 'payment_attempts'] as const;
    const where = {
      payments: 'order_id = $1',
      payment_attempts: 'payment_id = (select id from payments where order_id = $1)',
    };
    const backup = await Promise.all(
      tables.map(
        async (table) => (await pool.query(`select * from ${table} where ${where[table]}`, [order.id])).rows[0],
      ),
    );
    const { rows: told } = await pool.query('select * from outbox where aggregate_id = $1', [backup[0].id]);
    expect((await bench.pay(order)).status).toBe(201);
    await bench.complete(order);
    await bench.reaches(order, 'captured');
    await lose(order);
    for (const [index, table] of tables.entries()) await insert(table, backup[index]);
    for (const event of told) await insert('outbox', event);
    expect((await bench.paymentOf(order)).status).toBe('open');

    expect((await reconcile()).body.look).toBeGreaterThanOrEqual(1);
    await bench.reaches(order, 'captured');
    expect(await bench.events(order)).toEqual(['started', 'failed', 'authorized', 'captured']);
  });
});

const insert = (table: string, row: object) =>
  pool.query(`insert into ${table} overriding system value select * from jsonb_populate_record(null::${table}, $1)`, [
    JSON.stringify(row),
  ]);

describe('what pays for an unknown order', () => {
  test.each([true, false])(
    'waits for a day, however old it is, and only then goes back (charged: %s)',
    async (paid) => {
      const order = { id: newId() };
      const id = await intentFor(order, paid);
      expect(await verdictsFor(order)).toEqual(['waiting']);
      expect(await verdictsFor(order)).toEqual(['waiting']);
      expect(await statusOf(id)).toBe(paid ? 'succeeded' : 'requires_capture');

      await pool.query(`update stray_intents set found_at = found_at - interval '24 hours' where stripe_id = $1`, [id]);
      // It is not forgotten although it is older than what is compared now.
      const forgetComparison = await comparedUntil(Date.now() + 7_200_000);
      expect(await verdictsFor(order, { since: inAMinute() })).toEqual(['released']);
      await forgetComparison();
      expect(await bench.books({ id: order.id } as TestOrder)).toMatchObject(
        paid ? { captured: 5000, refunded: 5000 } : noMoney,
      );
      expect(await settledAt(id)).toBeNull();
      await reconcile();
      expect(await settledAt(id)).not.toBeNull();
    },
  );

  test('goes back at once when an operator vouches for the orders', async () => {
    const order = { id: newId() };
    await intentFor(order, false);
    expect(await verdictsFor(order, { ordersComplete: true })).toEqual(['released']);
    expect(await bench.books({ id: order.id } as TestOrder)).toMatchObject(noMoney);
  });

  test('is adopted when the order arrives after all', async () => {
    const unknown = newId();
    await intentFor({ id: unknown }, true);
    expect(await verdictsFor({ id: unknown })).toEqual(['waiting']);
    const order = await bench.place({ id: unknown });
    await bench.complete(order);
    expect(await verdictsFor(order)).toEqual(['adopted']);
    await bench.reaches(order, 'captured');
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 0 });
  });
});

test('a second PaymentIntent for a paid order goes back, the first stays', async () => {
  const order = await charged();
  const second = await intentFor(order, true);
  expect(await verdictsFor(order)).toEqual(['released']);
  expect(await bench.books(order)).toMatchObject({ captured: 10_000, refunded: 5000 });
  expect((await bench.stripe.refunds.list({ payment_intent: second })).data).toHaveLength(1);
  expect((await bench.paymentOf(order)).status).toBe('captured');
});

test("others' PaymentIntents on the same account are left alone", async () => {
  const elsewhere = await intentFor({ id: newId() }, true, { installation: newId() });
  const strange = await intentFor({ id: 'cart 12' }, false, { paymentId: 'p', installation: 'x' });
  const { body } = await reconcile({ ordersComplete: true });
  expect(body.foreign).toBe(2);
  expect([await statusOf(elsewhere), await statusOf(strange)]).toEqual(['succeeded', 'requires_capture']);
  expect((await bench.stripe.refunds.list({ payment_intent: elsewhere })).data).toEqual([]);
});

test('what Stripe would not give back is tried again with the next comparison', async () => {
  const order = { id: newId() };
  const id = await intentFor(order, false);
  await bench.fault({
    kind: 'error',
    status: 500,
    match: { method: 'POST', path: `/v1/payment_intents/${id}/cancel` },
  });
  expect(await verdictsFor(order, { ordersComplete: true })).toEqual(['waiting']);
  expect(await verdictsFor(order, { ordersComplete: true })).toEqual(['released']);
  expect(await statusOf(id)).toBe('canceled');
});

test('it begins once an hour, where the last one that ended began', async () => {
  const { db } = bench.service.kit;
  const trace = { correlationId: 'test', causationId: null };
  const begin = async (pauseMs: number) => {
    const id = newId();
    return { id, since: await beginAfterPause(db, trace, id, pauseMs) };
  };
  const both = await Promise.all([begin(0), begin(3_600_000)]);
  expect(both[1]!.since).toBeUndefined();
  await pool.query(`update reconciliations set started_at = started_at - interval '3 hours'`);
  const next = await begin(3_600_000);
  await end(db, next.id, {});
  const { rows } = await pool.query('select started_at from reconciliations where id = $1', [next.id]);
  const after = await begin(0);
  expect(after.since).toEqual(new Date(rows[0].started_at.getTime() - 3_600_000));
});

test('one that an operator begins late leaves nothing out, for the next hourly one begins where it did', async () => {
  const order = { id: newId() };
  await intentFor(order, true);
  const { rows } = await pool.query('select max(started_at) as last from reconciliations where ended_at is not null');
  const { body } = await reconcile({ since: inAMinute() });
  expect(new Date(body.since)).toEqual(new Date(rows[0].last.getTime() - 3_600_000));
  expect(body.strays).toContainEqual(expect.objectContaining({ orderId: order.id, verdict: 'waiting' }));

  const early = '2026-01-01T00:00:00.000Z';
  expect((await reconcile({ since: early })).body.since).toBe(early);
});

test('only operators may start one', async () => {
  expect((await reconcile({}, await cookieOf(aSession()))).status).toBe(403);
  expect((await reconcile({ since: 'yesterday' })).status).toBe(400);
});

const statusOf = async (id: string) => (await bench.stripe.paymentIntents.retrieve(id)).status;
const settledAt = async (id: string) =>
  (await pool.query('select settled_at from stray_intents where stripe_id = $1', [id])).rows[0].settled_at;
