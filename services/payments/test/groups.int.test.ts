import { newId } from '@frontrow/common/database';
import { aSession, cookieOf, eventually } from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { noteWebhooks, type Received } from '../src/store/stripe-events.ts';
import { aKey, type Bench, startBench, type TestOrder } from './bench.ts';
import { holdableStripe } from './together.ts';

/** Payments that are decided on together, of which something befalls one, or all. */
const stripe = holdableStripe();
let bench: Bench & { stop(): Promise<void> };
let pool: pg.Pool;
beforeAll(async () => {
  const changes = { STRIPE_TIMEOUT_MS: '60000' };
  bench = await startBench({ definition: stripe.definition, webhooks: false, changes });
  pool = new pg.Pool({ connectionString: bench.service.kit.config.DATABASE_URL });
});
afterEach(() => void jest.restoreAllMocks());
afterAll(async () => {
  await pool.end();
  await bench.stop();
});

const BUYERS = 5;

/** Orders whose cards are confirmed at Stripe, and none of the answers is there yet. */
async function confirmed(): Promise<{ orders: TestOrder[]; paying: Promise<number>[] }> {
  const orders = await Promise.all(Array.from({ length: BUYERS }, () => bench.place()));
  const allAnswered = stripe.hold('confirm', BUYERS);
  const paying = orders.map((order) => bench.pay(order).then(({ status }) => status));
  await allAnswered;
  return { orders, paying };
}

/** Whoever holds the payments is taken for dead. */
const lapse = (orders: TestOrder[]) =>
  pool.query(
    `update payments set claimed_until = clock_timestamp() where order_id = any ($1) and claimed_by is not null`,
    [orders.map(({ id }) => id)],
  );

async function expectPaidOnce(orders: TestOrder[]) {
  for (const order of orders) {
    await bench.reaches(order, 'authorized');
    expect(await bench.events(order)).toEqual(['started', 'authorized']);
    expect(await bench.books(order)).toMatchObject({ intents: [{}], authorized: 5000, captured: 0, voided: 0 });
  }
}

describe('replies that are written down together', () => {
  test('one that the database refuses harms no other', async () => {
    const { orders, paying } = await confirmed();
    const [bad] = orders as [TestOrder];
    await pool.query(
      `alter table payments add constraint refused check (order_id <> '${bad.id}' or status = 'processing')`,
    );
    stripe.release('confirm');
    const [refused, ...others] = await Promise.all(paying);
    expect([refused, ...others]).toEqual([500, ...orders.slice(1).map(() => 201)]);
    await pool.query('alter table payments drop constraint refused');
    await lapse([bad]);
    await expectPaidOnce(orders);
  });

  test('one that is locked elsewhere keeps no other waiting', async () => {
    const { orders, paying } = await confirmed();
    const client = await pool.connect();
    await client.query('begin');
    await client.query('select 1 from payments where order_id = $1 for update', [orders[2]!.id]);
    stripe.release('confirm');
    const others = paying.filter((_, index) => index !== 2);
    expect(new Set(await Promise.all(others))).toEqual(new Set([201]));
    await client.query('rollback');
    client.release();
    expect(await paying[2]).toBe(201);
    await expectPaidOnce(orders);
  });

  test('one whose claim was lost is left to its new holder', async () => {
    const { orders, paying } = await confirmed();
    const lost = orders[1]!;
    await pool.query(
      `update payments set claimed_by = $2, claimed_until = clock_timestamp() + interval '1 hour' where order_id = $1`,
      [lost.id, newId()],
    );
    stripe.release('confirm');
    expect(await Promise.all(paying)).toEqual(orders.map((order) => (order === lost ? 202 : 201)));
    expect((await bench.paymentOf(lost)).status).toBe('processing');
    await lapse([lost]);
    await expectPaidOnce(orders);
    const keys = stripe.asked.filter((asked) => asked.startsWith('confirm')).slice(-BUYERS - 1);
    expect(new Set(keys).size).toBe(BUYERS); // the new holder asked under the old one's key
  });

  test('an order that was cancelled meanwhile is not kept, and the others are', async () => {
    const { orders, paying } = await confirmed();
    await bench.cancel(orders[3]!);
    stripe.release('confirm');
    expect(await Promise.all(paying)).toEqual(orders.map((_, index) => (index === 3 ? 409 : 201)));
    expect(await bench.books(orders[3]!)).toMatchObject({ authorized: 5000, voided: 5000 });
    await expectPaidOnce(orders.filter((_, index) => index !== 3));
  });

  test.each(['before', 'after'] as const)('a connection that breaks %s their commit loses nothing', async (when) => {
    const { orders, paying } = await confirmed();
    breakCommit(when);
    stripe.release('confirm');
    // Whoever learned of the outcome says so; the others do not know it, and do not try again by themselves.
    for (const status of await Promise.all(paying)) expect([201, 202, 500, 503]).toContain(status);
    await lapse(orders);
    await expectPaidOnce(orders);
  });
});

/** The next commit of a transaction that has more than one payment in it loses its connection. */
function breakCommit(when: 'before' | 'after') {
  const { query } = pg.Client.prototype as unknown as { query: (...args: unknown[]) => Promise<unknown> };
  const many = new WeakSet<object>();
  let broken = false;
  const spy = jest.spyOn(pg.Client.prototype, 'query') as unknown as jest.SpiedFunction<typeof query>;
  spy.mockImplementation(async function (this: unknown, ...args) {
    const client = this as pg.Client & { connection: { stream: { destroy(): void } } };
    const [asked] = args as [string | { name?: string }];
    if (typeof asked === 'object' && asked.name?.startsWith('update_payments')) many.add(client);
    if (asked !== 'commit' || !many.has(client) || broken) return query.apply(this, args);
    broken = true;
    if (when === 'after') await query.apply(this, args);
    client.connection.stream.destroy();
    throw new Error('Connection terminated unexpectedly');
  });
}

describe('attempts that begin together', () => {
  test('one Idempotency-Key for two orders begins one of them, and the others are not harmed', async () => {
    const session = aSession();
    const [one, two] = await Promise.all([1, 2].map(() => bench.place({ userId: session.userId })));
    const others = await Promise.all([1, 2, 3].map(() => bench.place()));
    const key = aKey();
    const cookie = await cookieOf(session);
    const mine = [one!, two!].map((order) =>
      bench.pay(order, 'tok_visa', { ...key, cookie }).then(({ status }) => status),
    );
    const theirs = others.map((order) => bench.pay(order).then(({ status }) => status));
    expect((await Promise.all(mine)).sort()).toEqual([201, 409]);
    expect(await Promise.all(theirs)).toEqual([201, 201, 201]);
  });

  test('an order is paid once, by whoever came first', async () => {
    const order = await bench.place();
    const answers = await Promise.all([1, 2, 3, 4].map(() => bench.pay(order)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    await expectPaidOnce([order]);
  });

  test('an order that is locked elsewhere keeps no other waiting', async () => {
    const [locked, ...others] = await Promise.all([1, 2, 3].map(() => bench.place()));
    const client = await pool.connect();
    await client.query('begin');
    await client.query('select 1 from orders where id = $1 for update', [locked!.id]);
    const waiting = bench.pay(locked!).then(({ status }) => status);
    const paying = others.map((order) => bench.pay(order).then(({ status }) => status));
    expect(await Promise.all(paying)).toEqual([201, 201]);
    await client.query('rollback');
    client.release();
    expect(await waiting).toBe(201);
  });
});

describe('webhooks that are noted together', () => {
  const received = (stripeId: string, id = `evt_${newId()}`): Received => ({
    ...{ id, type: 'charge.refunded', stripeId, worthALook: ['captured'] },
  });
  const newsOf = async (stripeId: string) =>
    (await pool.query('select news from payments where stripe_id = $1', [stripeId])).rows[0].news;

  test('each counts once, for its own payment', async () => {
    const [one, two] = await Promise.all([bench.charged(), bench.charged()]);
    const [a, b] = await Promise.all([one, two].map(async (order) => (await bench.books(order)).intents[0]!.id));
    const before = [await newsOf(a!), await newsOf(b!)] as const;
    const known = received(a!);
    const { db } = bench.service.kit;
    expect(await noteWebhooks(db, [known])).toBe(true);
    const group = [known, received(a!), received(a!), received(b!), received('pi_of_another_system')];
    expect(await noteWebhooks(db, group)).toBe(true);
    expect(await noteWebhooks(db, group)).toBe(false);
    expect([await newsOf(a!), await newsOf(b!)]).toEqual([before[0] + 3, before[1] + 1]);
  });

  test('one that is not worth a look leaves a payment alone that owes nothing', async () => {
    const order = await bench.charged();
    const { id } = (await bench.books(order)).intents[0]!;
    await eventually(async () => {
      const { rowCount } = await pool.query('select 1 from payments where stripe_id = $1 and due_at is null', [id]);
      expect(rowCount).toBe(1);
    });
    const before = await newsOf(id);
    const { db } = bench.service.kit;
    expect(await noteWebhooks(db, [{ ...received(id), worthALook: ['open', 'requires_action'] }])).toBe(false);
    expect(await newsOf(id)).toBe(before);
  });
});
