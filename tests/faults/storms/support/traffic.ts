import { eventually } from '@frontrow/common/testing';
import { expect } from '@jest/globals';
import { query } from '../../../system/support/databases.ts';
import { stateDir } from '../../../system/support/instance.ts';
import { sell } from '../../../system/support/market.ts';
import { newcomer } from '../../../system/support/people.ts';
import { type Purchase, shop } from '../../../system/support/shopper.ts';
import { type Answered, check, describe, sourcesOf } from '../../checker/index.ts';

export interface Traffic {
  /** What was bought so far, and how each is to end. */
  done: Purchase[];
  /** Resolves once so many purchases are made. */
  reaches(count: number): Promise<void>;
  /** Sends the shoppers home once they have finished what they are at. */
  close(): void;
  /** Closes, and waits until every order has its right end and no invariant is broken. */
  settles(): Promise<void>;
}

/** For orders: holds that outlast every fault, so that each purchase can come to the end that was meant. */
export const longHolds = { HOLD_SECONDS: '900', PAYMENT_GRACE_SECONDS: '300' };

/** Shoppers who buy one thing after the other, each in another way, until told to stop. */
export async function startTraffic(shoppers: number): Promise<Traffic> {
  const seller = await newcomer();
  const ticket = await sell(seller, { quantity: 1_000 });
  const done: Purchase[] = [];
  let open = true;
  const close = () => {
    open = false;
  };
  const all = Promise.all(
    Array.from({ length: shoppers }, async () => {
      while (open) await shop(seller, ticket.id, 1, (one) => done.push(one));
    }),
  );
  all.catch(() => {}); // `settles` tells
  return {
    done,
    reaches: (count) =>
      Promise.race([
        all.then(() => {}), // one that fails is not waited for
        eventually(() => expect(done.length).toBeGreaterThanOrEqual(count), 300_000, 100),
      ]),
    close,
    async settles() {
      close();
      await all;
      await eventually(async () => expect(await endsOf(ticket.id)).toEqual(expectedEnds(done)), 120_000, 500);
      await expectNoViolation();
    },
  };
}

/** Waits until the checker finds nothing, also nothing untrue in what clients were answered. */
export const expectNoViolation = (withinMs = 60_000, answers: Answered[] = []) =>
  eventually(
    async () => expect((await check(sourcesOf(stateDir), { settled: true, answers })).map(describe)).toEqual([]),
    withinMs,
    1_000,
  );

async function endsOf(ticketId: string): Promise<Record<string, string>> {
  const rows = await query<{ id: string; ended: string }>(
    'orders',
    `select id, concat_ws(' ', status, cancel_reason) as ended from orders where ticket_id = $1`,
    [ticketId],
  );
  return Object.fromEntries(rows.map(({ id, ended }) => [id, ended]));
}

const expectedEnds = (done: Purchase[]) => Object.fromEntries(done.map(({ orderId, end }) => [orderId, end]));
