import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '../../system/support/databases.ts';
import type { Expectation } from './journal.ts';
import type { Stall } from './workload/market.ts';

/**
 * The orders that did not end as their buyer's dealings say, and those that did not end. An event that was called off
 * may end any order of it, and a listing that was taken off sale any that was not paid.
 * @param stallOf a listing's id
 */
export async function wrongEnds(
  expected: Expectation[],
  stallOf: (ticketId: string) => Pick<Stall, 'cancelled' | 'takenDown'>,
) {
  const rows = await query<{ id: string; ended: string }>(
    'orders',
    `select id, concat_ws(' ', status, cancel_reason) as ended from orders`,
  );
  const ends = new Map(rows.map(({ id, ended }) => [id, ended]));
  const open = rows.filter(({ ended }) => ended === 'created' || ended === 'awaiting:payment');
  const wrong = expected.flatMap(({ orderId, ticketId, ends: allowed, behaviour }) => {
    const ended = ends.get(orderId) ?? 'lost';
    const { cancelled, takenDown } = stallOf(ticketId);
    const isRight =
      allowed.includes(ended) ||
      (ended === 'cancelled event_cancelled' && cancelled) ||
      (ended === 'cancelled suspended' && takenDown);
    return isRight ? [] : [`${orderId} (${behaviour}) is ${ended}, not ${allowed.join(' or ')}`];
  });
  return [...new Set([...wrong, ...open.map(({ id, ended }) => `${id} is still ${ended}`)])];
}

/** An order that nobody paid lives for as long as its hold, its extension and a payment's grace: 50 s here, and sweeping. */
const LIFE_MS = 65_000;

/** Waits for the orders that are still held, and returns those that ended wrongly, or not in their time. */
export async function untilEnded(wrong: () => Promise<string[]>): Promise<string[]> {
  for (const since = performance.now(); ; await sleep(1_000)) {
    const found = await wrong();
    if (found.length === 0 || performance.now() - since > LIFE_MS) return found;
  }
}
