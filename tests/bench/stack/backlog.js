import { setTimeout as wait } from 'node:timers/promises';
import { PUBLISHERS } from './databases.js';

/**
 * What the stack still has to do: events that are not yet published, and events that a consumer has not yet handled.
 *
 * @param {import('./databases.js').Databases} databases
 * @param {Record<string, number>} ports
 * @returns {Promise<Record<string, number>>} by outbox and by consumer, without zeros
 */
export async function backlog({ query }, ports) {
  const outboxes = await Promise.all(
    PUBLISHERS.map(async (service) => {
      const [row] = await query(service, 'select count(*)::int as n from outbox where published_at is null');
      return /** @type {[string, number]} */ ([`outbox of ${service}`, row.n]);
    }),
  );
  const answer = await fetch(`http://127.0.0.1:${ports.natsMonitor}/jsz?consumers=true`);
  /** @type {{ account_details: { stream_detail: { consumer_detail?: { name: string, num_pending: number, num_ack_pending: number }[] }[] }[] }} */
  const { account_details: accounts } = JSON.parse(await answer.text());
  const consumers = accounts
    .flatMap(({ stream_detail: streams }) => streams.flatMap(({ consumer_detail: all }) => all ?? []))
    .map(
      ({ name, num_pending, num_ack_pending }) =>
        /** @type {[string, number]} */ ([name, num_pending + num_ack_pending]),
    );
  if (consumers.length === 0) throw new Error('the broker tells of no consumer');
  return Object.fromEntries([...outboxes, ...consumers].filter(([, n]) => n > 0));
}

/**
 * Waits until the backlog is gone. Resolves to how many ms that took; throws, saying what is left, when it takes too long.
 * @param {() => Promise<Record<string, number>>} left
 * @param {{ withinMs: number, note: (text: string) => void }} options
 */
export async function drained(left, { withinMs, note }) {
  const since = performance.now();
  for (;;) {
    const now = await left();
    const took = performance.now() - since;
    if (Object.keys(now).length === 0) {
      note('');
      return took;
    }
    const words = Object.entries(now).map(([name, n]) => `${n} ${name}`);
    if (took > withinMs)
      throw new Error(`the backlog is still there after ${Math.round(took / 1_000)} s: ${words.join(', ')}`);
    note(`waiting for ${words.slice(0, 3).join(', ')}`);
    await wait(took < 3_000 ? 25 : 250);
  }
}
