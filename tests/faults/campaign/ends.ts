import { query } from '../../system/support/databases.ts';
import type { Expectation } from './journal.ts';

/**
 * The orders that did not end as their buyer's dealings say. An event that was called off may end any order of it.
 * @param isCalledOff of a listing's id
 */
export async function wrongEnds(expected: Expectation[], isCalledOff: (ticketId: string) => boolean) {
  const rows = await query<{ id: string; ended: string }>(
    'orders',
    `select id, concat_ws(' ', status, cancel_reason) as ended from orders`,
  );
  const ends = new Map(rows.map(({ id, ended }) => [id, ended]));
  return expected.flatMap(({ orderId, ticketId, ends: allowed, behaviour }) => {
    const ended = ends.get(orderId) ?? 'lost';
    const isRight = allowed.includes(ended) || (ended === 'cancelled event_cancelled' && isCalledOff(ticketId));
    return isRight ? [] : [`${orderId} (${behaviour}) is ${ended}, not ${allowed.join(' or ')}`];
  });
}
