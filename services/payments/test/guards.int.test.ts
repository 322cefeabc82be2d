import { newId } from '@frontrow/common/database';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { type Bench, startBench, type TestOrder } from './bench.ts';

/** What the database itself refuses, whatever the code does. */
let bench: Bench & { stop(): Promise<void> };
let pool: pg.Pool;
beforeAll(async () => {
  bench = await startBench();
  pool = bench.service.kit.db.pool;
});
afterAll(() => bench.stop());

const change = (order: TestOrder, set: string) =>
  pool.query(`update payments set ${set} where order_id = $1`, [order.id]);

test.each([
  'amount_captured = amount + 1',
  'amount_captured = 1',
  'amount_refunded = 1',
  "status = 'captured'",
  "status = 'refunded', amount_captured = amount",
  "status = 'captured', amount_captured = amount, amount_refunded = amount",
  'amount = 0',
  "status = 'paid'",
  'stripe_id = null',
  "status = 'processing', due_at = null",
  'claimed_until = clock_timestamp()',
  'version = 0',
  'news_seen = news + 1',
])('a payment cannot have %s', async (set) => {
  const order = await bench.place();
  expect((await bench.pay(order)).status).toBe(201);
  await expect(change(order, set)).rejects.toMatchObject({ code: '23514' });
});

test('an order has one payment, a PaymentIntent one order', async () => {
  const [one, two] = [await bench.place(), await bench.place()];
  await bench.pay(one);
  await bench.pay(two);
  const another = `insert into payments (id, order_id, user_id, version, status, amount, currency, correlation_id)
    select $2, order_id, user_id, 1, 'open', amount, currency, 'x' from payments where order_id = $1`;
  await expect(pool.query(another, [one.id, newId()])).rejects.toMatchObject({ code: '23505' });
  const stolen = 'stripe_id = (select p.stripe_id from payments p where p.order_id <> payments.order_id limit 1)';
  await expect(change(one, stolen)).rejects.toMatchObject({ code: '23505' });
});

/** Two attempts that begin at the same moment and look before they leap, but hold no lock. */
async function beginTwice(paymentId: string): Promise<number> {
  const begin = async (client: pg.Client) => {
    await client.query('begin');
    const { rowCount } = await client.query(
      `select 1 from payment_attempts where payment_id = $1 and status = 'open'`,
      [paymentId],
    );
    return rowCount === 0;
  };
  const insert = async (client: pg.Client, number: number) => {
    const id = newId();
    await client.query(
      `insert into payment_attempts (id, payment_id, number, user_id, reference_type, reference, stripe_key, status)
       values ($1, $2, $3, $4, 'token', 'tok_visa', $5, 'open')`,
      [id, paymentId, number, newId(), id],
    );
    await client.query('commit');
  };
  const clients = [0, 1].map(() => new pg.Client({ connectionString: bench.service.kit.config.DATABASE_URL }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    expect(await Promise.all(clients.map(begin))).toEqual([true, true]);
    await Promise.allSettled(clients.map((client, index) => insert(client, 100 + index)));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
  const { rows } = await pool.query(
    `select count(*)::int as n from payment_attempts where payment_id = $1 and status = 'open'`,
    [paymentId],
  );
  return rows[0].n;
}

test('one attempt at a time, and the negative control: without the index two get in', async () => {
  const paymentId = async () => (await bench.pay(await bench.place(), 'tok_chargeDeclined')).body.payment.id;
  expect(await beginTwice(await paymentId())).toBe(1);
  await pool.query('drop index one_open_attempt');
  expect(await beginTwice(await paymentId())).toBe(2);
});
