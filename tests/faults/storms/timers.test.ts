import { eventually } from '@frontrow/common/testing';
import { afterEach, expect, test } from '@jest/globals';
import { query } from '../../system/support/databases.ts';
import { ports, report } from '../../system/support/instance.ts';
import { reserve, sell } from '../../system/support/market.ts';
import { newcomer } from '../../system/support/people.ts';
import { allReady, kill, letRun, takeDown } from '../../system/support/processes.ts';
import { flushRedis } from '../../system/support/redis.ts';
import { setClock } from '../hooks/points.ts';
import { type Replica, startReplica } from './support/replica.ts';
import { scaled } from './support/scale.ts';

const ORDERS = scaled(1_000);
const MINUTES = 60_000;
/** So long that all orders are placed before the first lapses. */
const HOLD_SECONDS = 30 + Math.ceil(ORDERS / 25);
/** What the issue promises. */
const LATE_AT_MOST_MS = 5_000;
const BUYERS = Math.ceil(ORDERS / 50);
const PER_LISTING = 10;

let orders: Replica | undefined;
afterEach(async () => {
  for (const name of ['orders', 'expiration']) setClock(name, 0);
  await takeDown('expiration'); // a process keeps the clock that it was started with
  await orders?.end();
  orders = undefined;
  await Promise.all([letRun('orders'), letRun('expiration')]);
  await allReady();
}, 120_000);

/** Orders with holds of a known length, in the place of the usual one. */
async function startOrders() {
  await takeDown('orders');
  orders = await startReplica('orders', { PORT: String(ports.orders), HOLD_SECONDS: String(HOLD_SECONDS) });
  await eventually(async () => expect((await fetch(`${orders!.url}/health/ready`)).status).toBe(200), 30_000);
}

/** Places the orders, as few buyers as may hold so many, and returns their ids. */
async function placeOrders(): Promise<string[]> {
  const seller = await newcomer();
  const listings = await Promise.all(Array.from({ length: 5 }, () => sell(seller, { quantity: ORDERS })));
  const perBuyer = Array.from({ length: BUYERS }, async (_, index) => {
    const buyer = await newcomer();
    const ids: string[] = [];
    for (let n = 0; n < 50 && index * 50 + n < ORDERS; n++) {
      const listing = listings[Math.floor(n / PER_LISTING)]!;
      ids.push((await eventually(() => reserve(buyer, listing.id), 60_000, 100)).id);
    }
    return ids;
  });
  return (await Promise.all(perBuyer)).flat();
}

/** By how many ms each order lapsed after its deadline, once all have. Both instants are the database's. */
const lateness = (ids: string[]) =>
  eventually(
    async () => {
      const rows = await query<{ status: string; reason: string; late: number }>(
        'orders',
        `select status, cancel_reason as reason, extract(epoch from cancelled_at - expires_at)::float8 * 1000 as late
         from orders where id = any($1)`,
        [ids],
      );
      expect(rows.filter(({ reason }) => reason === 'expired')).toHaveLength(ids.length);
      return rows.map(({ late }) => late).sort((a, b) => a - b);
    },
    (HOLD_SECONDS + 60) * 1000,
    250,
  );

const stillUnpaid = async (ids: string[]) =>
  (await query('orders', `select 1 from orders where id = any($1) and status = 'created'`, [ids])).length;

function expectPrompt(what: string, late: number[]) {
  const [first, median, last] = [late[0]!, late[Math.floor(late.length / 2)]!, late.at(-1)!].map(Math.round);
  report(
    `timers: ${late.length} orders, ${what}: ${first} ms, ${median} ms, ${last} ms after the deadline (first, median, last)`,
  );
  expect(first).toBeGreaterThanOrEqual(0);
  expect(last).toBeLessThanOrEqual(LATE_AT_MOST_MS);
}

test.each([
  ['with right clocks', undefined, 0],
  ['with the clock of expiration five minutes ahead', 'expiration', 5 * MINUTES],
  ['with the clock of expiration five minutes behind', 'expiration', -5 * MINUTES],
  ['with the clock of orders five minutes ahead', 'orders', 5 * MINUTES],
  ['with the clock of orders five minutes behind', 'orders', -5 * MINUTES],
] as const)(
  'Redis is emptied under its timers %s: every order lapses in time, none early',
  async (how, process, offMs) => {
    if (process) setClock(process, offMs);
    if (process === 'expiration') await kill('expiration');
    await startOrders();
    const ids = await placeOrders();
    expect(await stillUnpaid(ids)).toBe(ids.length);
    await flushRedis();
    expectPrompt(`Redis emptied, ${how}`, await lateness(ids));
  },
  600_000,
);

test('no timer comes and all deadlines fall on one instant: the sweeper alone is in time', async () => {
  await takeDown('expiration');
  await startOrders();
  const ids = await placeOrders();
  await query(
    'orders',
    `update orders set hold_until = moment, expires_at = moment
     from (select clock_timestamp() + interval '3 s' as moment) soon where id = any($1)`,
    [ids],
  );
  expectPrompt('no timers, one instant', await lateness(ids));
}, 600_000);
