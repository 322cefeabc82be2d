import { Problem } from '../base/problem.js';
import { until } from '../base/wait.js';

/**
 * @typedef {import('./stores.js').Store} Store
 * @typedef {import('./stores.js').Letter} Letter
 * @typedef {(line: string) => void} Print
 */

/** How long a running service is waited for; it looks every five seconds. */
const PATIENCE_MS = 20_000;

/** @param {Store[]} stores @param {Print} print */
export async function list(stores, print) {
  const found = await findLetters(stores);
  if (found.length === 0) print('There are no dead letters.');
  else printTable(found, print);
  return true;
}

/**
 * Asks for one, or for all, to be replayed, waits until the services did, and says in a line what came of each.
 * @param {Store[]} stores
 * @param {string | undefined} id
 * @param {Print} print
 * @returns {Promise<boolean>} whether all were replayed
 */
export async function replay(stores, id, print) {
  const found = (await findLetters(stores)).filter(({ letter }) => !id || letter.id === id);
  if (found.length === 0) {
    if (id) throw new Problem(`There is no dead letter ${id} (bin/dead-letters list shows those there are).`);
    print('There are no dead letters.');
  }
  for (const { store, letter } of found) await store.askReplay(letter.id);
  const replayed = await Promise.all(found.map((each) => tellOutcome(each, print)));
  return replayed.every(Boolean);
}

/** @param {Store[]} stores @returns {Promise<{ store: Store, letter: Letter }[]>} the oldest first */
async function findLetters(stores) {
  const found = await Promise.all(
    stores.map(async (store) => (await store.list()).map((letter) => ({ store, letter }))),
  );
  return found.flat().sort((one, other) => one.letter.diedAt.getTime() - other.letter.diedAt.getTime());
}

/** @param {{ store: Store, letter: Letter }} found @param {Print} print */
async function tellOutcome({ store, letter }, print) {
  const outcome = await waitForOutcome(store, letter.id);
  const what = `${letter.id} (${letter.subject}, ${letter.consumer})`;
  if (outcome === 'replayed') print(`replayed  ${what}`);
  else if (outcome === 'waiting') print(`not yet   ${what}: ${store.service} does not answer; it will when it runs`);
  else print(`failed    ${what}: ${oneLine(outcome.failed)}`);
  return outcome === 'replayed';
}

/** @param {Store} store @param {string} id */
async function waitForOutcome(store, id) {
  let outcome = await store.outcome(id);
  const answered = async () => {
    outcome = await store.outcome(id);
    return outcome !== 'waiting';
  };
  await until(answered, { timeoutMs: PATIENCE_MS, everyMs: 200 });
  return outcome;
}

/** @param {{ store: Store, letter: Letter }[]} found @param {Print} print */
function printTable(found, print) {
  const rows = [
    ['ID', 'SERVICE', 'WHEN', 'CONSUMER', 'EVENT', 'REASON'],
    ...found.map(({ store, letter: { id, diedAt, consumer, subject, reason } }) => {
      return [id, store.service, diedAt.toISOString().slice(0, 19), consumer, subject, oneLine(reason)];
    }),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').slice(0, 300);
