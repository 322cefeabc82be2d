import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { query } from '../../system/support/databases.ts';
import { ports, report } from '../../system/support/instance.ts';
import { paymentIn, reserve, sell, tryToPay, untilOrder } from '../../system/support/market.ts';
import { newcomer } from '../../system/support/people.ts';
import { bringBack, takeDown } from '../../system/support/processes.ts';
import { answerChallenge, moneyOfEach } from '../../system/support/stripe.ts';
import type { Answered } from '../checker/index.ts';
import { type Replica, startReplica } from './support/replica.ts';
import { lockOrder } from './support/row-lock.ts';
import { scaled } from './support/scale.ts';
import { expectNoViolation } from './support/traffic.ts';

const RACES = scaled(1_000);
/** From one race to the next: a consumer that waits for one order takes no event of another meanwhile. */
const APART_MS = 600;
const HOLD_SECONDS = 8;
/** The order is locked so long before its deadline. */
const LOCKED_MS = 250;
/** How long after the deadline a card, a buyer's request and a timer are at the order at the latest, once they set out. */
const ARRIVAL_MS = 3_000;
/** When the bank says yes and when the buyer gives up, around the deadline: their ways are of other lengths, who is first is chance. */
const YES_MS = { from: -100, spread: 200 };
const GIVEN_UP_MS = { from: 0, spread: 200 };

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
  await orders.end();
  await bringBack('orders');
}, 120_000);

interface Raced {
  orderId: string;
  told: Answered[];
  /** Card, deadline and buyer waited for the order at the same instant. */
  met: boolean;
}

/**
 * An order's deadline passes, its buyer's bank says yes and its buyer gives it up, each over the way it always comes. The
 * order is locked meanwhile, so that the three wait for it, in the order in which they came; then it is let go.
 */
async function race(ticketId: string): Promise<Raced> {
  const buyer = await newcomer();
  const { id: orderId, expiresAt } = await eventually(() => reserve(buyer, ticketId), 30_000, 100);
  const { challengeUrl } = await eventually(
    async () => paymentIn(await tryToPay(buyer, orderId, 'tok_threeDSecure2Required'), 202),
    5_000,
    100,
  );
  await untilOrder(buyer, orderId, { status: 'awaiting:payment' }, 5_000);

  const around = async ({ from, spread }: typeof YES_MS) =>
    sleep(Date.parse(expiresAt) - Date.now() + from + Math.random() * spread);
  await around({ from: -LOCKED_MS, spread: 0 });
  const lock = await lockOrder(orderId);
  const yes = around(YES_MS).then(() => answerChallenge(challengeUrl!, 'approve'));
  const givenUp = around(GIVEN_UP_MS).then(() => buyer.send('DELETE', `/api/orders/${orderId}`));
  const met = await lock.isAwaitedBy(3, LOCKED_MS + ARRIVAL_MS);
  await lock.release();

  const [{ status }] = await Promise.all([givenUp, yes]);
  expect([202, 204]).toContain(status);
  const kind = status === 204 ? 'released' : 'refund-asked';
  return { orderId, met, told: [{ kind, id: orderId, at: new Date().toISOString() }] };
}

/** How each order ended, once all have; each has its money where its state says. */
const endsOf = (ids: string[]): Promise<string[]> =>
  eventually(
    async () => {
      const rows = await query<{ end: string; money: boolean }>(
        'orders',
        `select concat_ws(' ', status, cancel_reason, nullif(refund, 'none')) as end, status = 'complete' as money
         from orders where id = any($1) order by array_position($1, id)`,
        [ids],
      );
      const open = rows.filter(({ end }) => !/^(complete|cancelled (buyer|expired|refunded granted))$/.test(end));
      expect(open).toEqual([]);
      const money = await moneyOfEach(ids);
      const kept = money.map((one) => (one?.captured ?? 0) - (one?.refunded ?? 0));
      const held = money.map((one) => (one ? one.authorized - one.captured - one.voided : 0));
      expect(kept).toEqual(rows.map(({ money }) => (money ? 2_000 : 0)));
      expect(held).toEqual(ids.map(() => 0));
      return rows.map(({ end }) => end);
    },
    60_000,
    250,
  );

test(
  `pay, expire and cancel at the same moment, ${RACES} times: one end each, and the money with it`,
  async () => {
    const { id: ticketId } = await sell(await newcomer(), { quantity: 2 * RACES });
    const races: Raced[] = [];
    const met = () => races.filter((race) => race.met);
    while (met().length < RACES && races.length < 2 * RACES) {
      const missing = Array.from({ length: RACES - met().length }, (_, index) =>
        sleep(index * APART_MS).then(() => race(ticketId)),
      );
      races.push(...(await Promise.all(missing)));
    }
    const ends = await endsOf(races.map(({ orderId }) => orderId));
    const total: Record<string, number> = {};
    for (const [index, end] of ends.entries()) if (races[index]!.met) total[end] = (total[end] ?? 0) + 1;
    report(`race: ${met().length} of ${races.length} with all three at the order at once: ${JSON.stringify(total)}`);

    expect(met().length).toBeGreaterThanOrEqual(RACES);
    // Each of the three was first at times: who is, was left to chance.
    expect(Object.keys(total).sort()).toEqual(['cancelled buyer', 'cancelled expired', 'cancelled refunded granted']);
    await expectNoViolation(
      60_000,
      races.flatMap(({ told }) => told),
    );
  },
  30 * 60_000,
);
