import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './people.js';
import { reserve } from './reserve.js';

/** @typedef {import('./people.js').Person} Person */

/** Whoever is told to wait for longer than this has reached a limit, and not merely met a moment's rush. */
const MOMENT_MS = 60_000;
/** An account that gets nowhere for so many tries leaves it. */
const MOST_REFUSALS = 30;

/**
 * Tries out stolen cards with all accounts at once, until each of them has to wait or there are no more cards. Resolves to how
 * many a bank was asked about.
 * @param {{ ticketId: string, accounts: Person[], cards: number, signal: AbortSignal }} attack
 */
export async function tryCards({ ticketId, accounts, cards, signal }) {
  let [left, tried] = [cards, 0];
  /** @type {Record<string, number>} */
  const refusals = {};
  await Promise.all(accounts.map(go));
  return { cards, tried, refusals };

  /** @param {Person} account */
  async function go(account) {
    let orderId;
    for (let refused = 0; left > 0 && refused < MOST_REFUSALS && !signal.aborted; ) {
      if (!orderId) {
        const held = await reserve(account, ticketId, 1);
        orderId = held.body?.id;
        if (!orderId && stops(held)) return;
      }
      if (orderId) {
        left -= 1;
        const answer = await account.ask('POST', '/api/payments', { orderId, token: 'tok_chargeDeclined' });
        if (answer.status === 402) {
          tried += 1;
          continue;
        }
        left += 1; // no bank was asked
        if (answer.status === 409) orderId = undefined;
        if (stops(answer)) return;
      }
      refused += 1;
      await sleep(1_000);
    }
  }

  /** @param {import('./people.js').Answer} answer */
  function stops(answer) {
    const why = `${answer.status} ${codeOf(answer)}`;
    refusals[why] = (refusals[why] ?? 0) + 1;
    return answer.status === 429 && answer.retryAfter > MOMENT_MS;
  }
}
