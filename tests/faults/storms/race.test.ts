import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { query } from '../../system/support/databases.ts';
import { ports, report } from '../../system/support/instance.ts';
import { reserve, sell } from '../../system/support/market.ts';
import { newcomer, type Person } from '../../system/support/people.ts';
import { bringBack, resume, suspend, takeDown } from '../../system/support/processes.ts';
import { moneyOfEach } from '../../system/support/stripe.ts';
import type { Answered } from '../checker/index.ts';
import { type Replica, startReplica } from './support/replica.ts';
import { scaled } from './support/scale.ts';
import { expectNoViolation } from './support/traffic.ts';

const ROUNDS = scaled(20);
const ORDERS = 50;
const HOLD_SECONDS = 15;

/** Within so many ms of each other orders hears of cards, of deadlines and from buyers. */
const MOMENT_MS = 20;

/**
 * Orders is stopped while cards are authorized, and expiration while deadlines pass; both go on, and buyers cancel, at
 * about the same moment: so the three come to each order at once, over the ways they always come, and which is first is
 * chance.
 */
let orders: Replica;
beforeAll(async () => {
  await takeDown('orders');
  orders = await startReplica('orders', {
    PORT: String(ports.orders),
    HOLD_SECONDS: String(HOLD_SECONDS),
    PAYMENT_GRACE_SECONDS: '1',
    SWEEP_AFTER_SECONDS: '60', // the timers alone are to race
  });
  await eventually(async () => expect((await fetch(`${orders.url}/health/ready`)).status).toBe(200), 60_000);
}, 120_000);
afterAll(async () => {
  resume('expiration');
  await orders.end();
  await bringBack('orders');
}, 120_000);

interface Racer {
  buyer: Person;
  id: string;
}

async function placeOrders(): Promise<Racer[]> {
  const { id: ticketId } = await sell(await newcomer(), { quantity: ORDERS });
  return Promise.all(
    Array.from({ length: ORDERS }, async () => {
      const buyer = await newcomer();
      const { id } = await eventually(() => reserve(buyer, ticketId), 30_000, 100);
      return { buyer, id };
    }),
  );
}

const count = async (service: 'orders' | 'payments', sql: string, ids: string[]) =>
  (await query<{ n: number }>(service, `select count(*)::int as n ${sql}`, [ids]))[0]!.n;

/** Everything that is to be decided waits for orders: good cards, and deadlines that have passed. */
async function allIsDue(ids: string[]) {
  await eventually(
    async () => {
      const authorized = `from outbox where type = 'payment.authorized' and published_at is not null
                          and envelope->'data'->>'orderId' = any($1)`;
      expect(await count('payments', authorized, ids)).toBe(ids.length);
      const over = `from orders where id = any($1) and hold_until < clock_timestamp() - interval '1.5 s'`;
      expect(await count('orders', over, ids)).toBe(ids.length);
    },
    60_000,
    100,
  );
}

const answered = (kind: Answered['kind'], id: string): Answered => ({ kind, id, at: new Date().toISOString() });

async function race(): Promise<{ told: Answered[]; ends: Record<string, number> }> {
  const racers = await placeOrders();
  const ids = racers.map(({ id }) => id);
  await eventually(
    async () => expect(await count('payments', 'from orders where id = any($1)', ids)).toBe(ids.length),
    30_000,
  );
  orders.child.kill('SIGSTOP');
  suspend('expiration');
  const paying = racers.map(({ buyer, id: orderId }) =>
    buyer.send('POST', '/api/payments', { orderId, token: 'tok_visa' }),
  );
  await allIsDue(ids);
  setTimeout(() => orders.child.kill('SIGCONT'), 10);
  setTimeout(() => resume('expiration'), Math.random() * MOMENT_MS);
  const cancelling = racers.map(async ({ buyer, id }) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * MOMENT_MS));
    return buyer.send('DELETE', `/api/orders/${id}`);
  });
  const [paid, cancelled] = await Promise.all([Promise.all(paying), Promise.all(cancelling)]);
  const failed = [...paid, ...cancelled].filter(({ status }) => status >= 500 && status !== 503);
  expect(failed).toEqual([]);
  const told = racers.flatMap(({ id }, index) => [
    ...(paid[index]!.status === 201 ? [answered('paid', id)] : []),
    ...(cancelled[index]!.status === 204 ? [answered('released', id)] : []),
    ...(cancelled[index]!.status === 202 ? [answered('refund-asked', id)] : []),
  ]);
  return { told, ends: await endsOf(ids) };
}

/** How many orders ended how, once all have; each has its money where its state says. */
async function endsOf(ids: string[]): Promise<Record<string, number>> {
  const ends = await eventually(
    async () => {
      const rows = await query<{ end: string; money: boolean }>(
        'orders',
        `select concat_ws(' ', status, cancel_reason, nullif(refund, 'none')) as end, status = 'complete' as money
         from orders where id = any($1) order by array_position($1, id)`,
        [ids],
      );
      const open = rows.filter(({ end }) => !/^(complete|cancelled (buyer|expired|refunded granted))$/.test(end));
      expect(open).toEqual([]);
      const kept = (await moneyOfEach(ids)).map((one) => (one?.captured ?? 0) - (one?.refunded ?? 0));
      const held = (await moneyOfEach(ids)).map((one) => (one ? one.authorized - one.captured - one.voided : 0));
      expect(kept).toEqual(rows.map(({ money }) => (money ? 2_000 : 0)));
      expect(held).toEqual(ids.map(() => 0));
      return rows.map(({ end }) => end);
    },
    60_000,
    250,
  );
  return Object.fromEntries([...new Set(ends)].sort().map((end) => [end, ends.filter((one) => one === end).length]));
}

test(
  `pay, expire and cancel at the same moment, ${ROUNDS * ORDERS} times: one end each, and the money with it`,
  async () => {
    const total: Record<string, number> = {};
    const answers: Answered[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const { told, ends } = await race();
      answers.push(...told);
      for (const [end, n] of Object.entries(ends)) total[end] = (total[end] ?? 0) + n;
    }
    report(`race: ${JSON.stringify(total)}`);
    expect(Object.keys(total).length).toBeGreaterThan(1); // who was first was left to chance
    await expectNoViolation(60_000, answers);
  },
  60 * 60_000,
);
