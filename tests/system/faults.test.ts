import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { check, describe as inWords, sourcesOf } from '../faults/checker/index.ts';
import { query } from './support/databases.ts';
import { report, stateDir } from './support/instance.ts';
import { sell } from './support/market.ts';
import { newcomer } from './support/people.ts';
import { allReady, kill, type Part } from './support/processes.ts';
import { type Purchase, shop } from './support/shopper.ts';

const PURCHASES = 50;
const SHOPPERS = 10;

test.each<Part>(['auth', 'tickets', 'orders', 'payments', 'expiration', 'sandbox', 'nats', 'redis', 'postgres'])(
  'after a kill -9 of %s during 50 purchases every order reaches its right end by itself',
  async (victim) => {
    const seller = await newcomer();
    const ticket = await sell(seller, { quantity: PURCHASES });
    const done: Purchase[] = [];
    const shoppers = Promise.all(
      Array.from({ length: SHOPPERS }, () => shop(seller, ticket.id, PURCHASES / SHOPPERS, (one) => done.push(one))),
    );
    await eventually(() => expect(done.length).toBeGreaterThanOrEqual(PURCHASES / 5), 60_000);
    await kill(victim);
    await allReady();
    const since = performance.now();
    await shoppers;
    expect(done).toHaveLength(PURCHASES);

    await eventually(async () => expect(await endsOf(ticket.id)).toEqual(expectedEnds(done)), 60_000, 250);
    await eventually(async () => expect((await violations()).map(inWords)).toEqual([]), 60_000, 500);
    report(`${victim}: all settled ${Math.round(performance.now() - since)} ms after its return`);
  },
  180_000,
);

const violations = () => check(sourcesOf(stateDir), { settled: true });

/** How each order of a listing ended, by its id. */
async function endsOf(ticketId: string): Promise<Record<string, string>> {
  const rows = await query<{ id: string; ended: string }>(
    'orders',
    `select id, concat_ws(' ', status, cancel_reason) as ended from orders where ticket_id = $1`,
    [ticketId],
  );
  return Object.fromEntries(rows.map(({ id, ended }) => [id, ended]));
}

const expectedEnds = (done: Purchase[]) => Object.fromEntries(done.map(({ orderId, end }) => [orderId, end]));
