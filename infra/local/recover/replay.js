import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../base/problem.js';

/**
 * @typedef {import('./databases.js').ServiceDatabase} ServiceDatabase
 * @typedef {import('../base/progress.js').Progress} Progress
 *
 * Which of the published events are to be published again.
 * @typedef {object} Which
 * @property {Date | undefined} [since] what happened since then
 * @property {string[]} [aggregates] of these alone
 * @property {boolean} [forgotten] only what a stream, which keeps seven days, may have let go
 */

/** A relay that publishes nothing for so long does not run, or cannot. */
const PATIENCE_MS = 30_000;

/**
 * Has services publish events of their outboxes again, and waits until the broker has them. Consumers know most of them
 * already: their inboxes drop those, and what is older than an inbox is past by its version.
 * @param {ServiceDatabase[]} databases
 * @param {Which} which
 * @param {Progress} progress
 */
export async function replay(databases, which, { step }) {
  await Promise.all(
    databases.map(async (database) => {
      const marked = await markUnpublished(database, which);
      if (marked === 0 && which.forgotten) return;
      await step(`publish the outbox of ${database.service}`, async (note) => {
        await untilPublished(database, note);
        note(`${marked} events published again`);
      });
    }),
  );
}

/** @param {ServiceDatabase} database @param {Which} which @returns {Promise<number>} */
async function markUnpublished({ query }, { since = new Date(0), aggregates, forgotten = false }) {
  const { rowCount } = await query(
    `update outbox set published_at = null
     where published_at is not null and created_at >= $1 and ($2::text[] is null or aggregate = any($2))
       and (not $3 or published_at < clock_timestamp() - interval '6 days')`,
    [since, aggregates ?? null, forgotten],
  );
  return rowCount ?? 0;
}

/** @param {ServiceDatabase} database @param {(detail: string) => void} note */
async function untilPublished({ service, query }, note) {
  let fewest = Number.POSITIVE_INFINITY;
  for (let since = performance.now(); ; await sleep(200)) {
    const { rows } = await query('select count(*)::int as n from outbox where published_at is null');
    const left = rows[0].n;
    if (left === 0) return;
    note(`${left} to go`);
    if (left < fewest) since = performance.now();
    fewest = Math.min(fewest, left);
    if (performance.now() - since > PATIENCE_MS) {
      throw new Problem(
        `${service} publishes nothing, ${left} events wait: is it running, and is NATS? It will when they do.`,
      );
    }
  }
}
