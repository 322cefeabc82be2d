import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './people.js';
import { reserve } from './reserve.js';

/** @typedef {import('./people.js').Person} Person */

/** How long somebody takes to hand in the card. */
const THINKS_MS = 3_000;
/** How often somebody who was told that nothing is left looks again, and after how long they leave it. */
const LOOKS_AGAIN_MS = 10_000;
const PATIENCE_MS = 5 * 60_000;
/** How often the attacker looks for units that have come free. */
const GRABS_MS = 300;
/** Units that one account may hold. */
const MOST_UNITS = 10;

/**
 * A sale, with or without an attacker. Resolves to how many of the honest got what they came for, and how long units were
 * held by the attacker.
 * @param {{ ticketId: string, honest: Person[], networks: Person[][], minutes: number, signal: AbortSignal }} sale
 */
export async function runSale({ ticketId, honest, networks, minutes, signal }) {
  const over = new AbortController();
  const ends = AbortSignal.any([over.signal, signal]);
  const attack = networks.length > 0 ? freeze(ticketId, networks, ends) : { units: 0 };
  const attacking = 'done' in attack ? attack.done : undefined;
  const gap = (minutes * 60_000) / honest.length;
  const outcomes = await Promise.all(
    honest.map(async (person, index) => {
      await sleep(index * gap, undefined, { signal }).catch(() => {});
      return buy(person, ticketId, signal);
    }),
  );
  over.abort();
  await attacking;
  const waits = outcomes.flatMap(({ got, waited }) => (got ? [waited] : [])).sort((one, other) => one - other);
  /** @type {Record<string, number>} */
  const refusals = {};
  for (const { why } of outcomes) if (why) refusals[why] = (refusals[why] ?? 0) + 1;
  return {
    came: honest.length,
    got: waits.length,
    medianWaitSeconds: Math.round((waits[Math.floor(waits.length / 2)] ?? 0) / 1000),
    longestWaitSeconds: Math.round((waits.at(-1) ?? 0) / 1000),
    refusals,
    grabbed: attack.units,
  };
}

/**
 * Somebody who wants one unit, and tries again as people do.
 * @param {Person} person @param {string} ticketId @param {AbortSignal} signal
 */
async function buy(person, ticketId, signal) {
  const since = performance.now();
  let why = '';
  while (!signal.aborted && performance.now() - since < PATIENCE_MS) {
    const held = await reserve(person, ticketId, 1);
    if (held.status === 201) {
      await sleep(THINKS_MS);
      const paid = await pay(person, held.body.id);
      if (paid.status === 201) return { got: true, waited: performance.now() - since, why: '' };
      why = `${paid.status} ${codeOf(paid)}`;
    } else why = `${held.status} ${codeOf(held)}`;
    await sleep(Math.max(LOOKS_AGAIN_MS, Math.min(held.retryAfter, 60_000)) * (0.8 + 0.4 * Math.random()));
  }
  return { got: false, waited: performance.now() - since, why };
}

/** Hands in a card, and asks again with the same key while the bank takes its time. @param {Person} person @param {string} orderId */
async function pay(person, orderId) {
  const key = { 'idempotency-key': crypto.randomUUID() };
  for (let tries = 0; ; tries++) {
    const answer = await person.ask('POST', '/api/payments', { orderId, token: 'tok_visa' }, key);
    if (tries === 10 || ![0, 202, 503].includes(answer.status)) return answer;
    await sleep(1_000);
  }
}

/**
 * Takes whatever comes free and never pays. It uses up one address after the other, since an address that has let go of much
 * has to wait; that freezes the sale for longest.
 * @param {string} ticketId @param {Person[][]} networks the accounts of each address @param {AbortSignal} signal
 */
function freeze(ticketId, networks, signal) {
  const attack = { units: 0, done: run() };
  return attack;

  async function run() {
    const restUntil = networks.map(() => 0);
    let turn = 0;
    while (!signal.aborted) {
      const now = performance.now();
      const index = restUntil.findIndex((until) => until <= now);
      const accounts = networks[index];
      if (!accounts) {
        await sleep(1_000);
        continue;
      }
      const account = /** @type {Person} */ (accounts[turn++ % accounts.length]);
      let answer = await reserve(account, ticketId, MOST_UNITS);
      const left = answer.body?.available;
      if (codeOf(answer) === 'only_left' && left > 0) answer = await reserve(account, ticketId, left);
      if (answer.status === 201) attack.units += answer.body.quantity;
      else if (/^hold(_pause_network|s_of_network)$/.test(codeOf(answer)))
        restUntil[index] = performance.now() + answer.retryAfter;
      else await sleep(GRABS_MS);
    }
  }
}
