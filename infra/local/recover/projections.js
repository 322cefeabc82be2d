import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../base/problem.js';
import { STREAMS } from '../engines/nats-permissions.js';
import { replay } from './replay.js';

/**
 * @typedef {import('./databases.js').ServiceDatabase} ServiceDatabase
 * @typedef {import('../base/progress.js').Progress} Progress
 *
 * @typedef {object} Projection
 * @property {ServiceDatabase} database
 * @property {string} name in its service
 * @property {string} fullName such as `payments.orders`
 * @property {string} aggregate
 * @property {Date | null} rebuiltAt when it was rebuilt or compared last
 *
 * @typedef {{ aggregates: number, missing: number, differed: number, unknown: number }} Found
 */

/** @param {ServiceDatabase[]} databases @param {string} [wanted] one, by its full name @returns {Promise<Projection[]>} */
export async function findProjections(databases, wanted) {
  const found = await Promise.all(
    databases.map(async (database) => {
      const { rows } = await database.query(
        'select name, aggregate, rebuilt_at as "rebuiltAt" from projections order by name',
      );
      return rows.map((row) => ({ ...row, database, fullName: `${database.service}.${row.name}` }));
    }),
  );
  const chosen = found.flat().filter(({ fullName }) => !wanted || fullName === wanted);
  if (wanted && chosen.length === 0) {
    throw new Problem(`There is no projection ${wanted} (bin/recover projections lists those there are).`);
  }
  return chosen;
}

/** @param {ServiceDatabase[]} databases @returns {Promise<string>} a line for each */
export async function list(databases) {
  const lines = (await findProjections(databases)).map(({ fullName, aggregate, rebuiltAt }) => {
    const owner = STREAMS.find((stream) => stream.aggregate === aggregate)?.publisher;
    const when = rebuiltAt ? `last looked at ${rebuiltAt.toISOString().slice(0, 19)}` : 'never looked at';
    return `${fullName.padEnd(28)} ${`from ${aggregate} events of ${owner}`.padEnd(36)} ${when}`;
  });
  return lines.join('\n');
}

/**
 * Has services compare projections with the events of their owners, and mend them unless it is only a check. What
 * streams may have forgotten is published first. Says what was found; resolves to whether all is well at the end.
 * @param {ServiceDatabase[]} databases
 * @param {{ name: string | undefined, mend: boolean }} wanted
 * @param {Progress} progress
 */
export async function compare(databases, { name, mend }, progress) {
  const projections = await findProjections(databases, name);
  await publishForgotten(databases, projections, progress);
  const outcomes = await Promise.all(
    projections.map((projection) =>
      progress.step(
        projection.fullName,
        async (note) => {
          const before = await ask(projection, !mend);
          const after = mend ? await ask(projection, true) : before;
          note(mend ? `${told(before)} before, ${told(after)} now` : told(before));
          return after;
        },
        isWell,
      ),
    ),
  );
  return outcomes.every(isWell);
}

/** @param {ServiceDatabase[]} databases @param {Projection[]} projections @param {Progress} progress */
async function publishForgotten(databases, projections, progress) {
  const aggregates = [...new Set(projections.map(({ aggregate }) => aggregate))];
  const owners = STREAMS.filter(({ aggregate }) => aggregates.includes(aggregate)).map(({ publisher }) => publisher);
  const known = databases.filter(({ service }) => owners.includes(service));
  await replay(known, { aggregates, forgotten: true }, progress);
}

/**
 * Asks the service, which looks every five seconds, and waits for as long as it runs.
 * @param {Projection} projection
 * @param {boolean} compareOnly
 * @returns {Promise<Found>}
 */
async function ask({ database, name, fullName }, compareOnly) {
  const { rows } = await database.query(
    'update projections set rebuilds_asked = rebuilds_asked + 1, compare_only = $2 where name = $1 returning rebuilds_asked as number',
    [name, compareOnly],
  );
  for (;;) {
    const answer = await database.query('select rebuilds_done as done, outcome from projections where name = $1', [
      name,
    ]);
    const [{ done, outcome } = { done: 0, outcome: undefined }] = answer.rows;
    if (done >= rows[0]?.number) {
      if (outcome.failed) throw new Problem(`${fullName} can't be rebuilt: ${outcome.failed}`);
      return outcome;
    }
    if (!(await database.isInUse())) {
      throw new Problem(`${database.service} does not run, so ${fullName} waits: it will be done when it does.`);
    }
    await sleep(200);
  }
}

/** @param {Found} found */
const isWell = ({ missing, differed }) => missing + differed === 0;

/** @param {Found} found */
function told({ aggregates, missing, differed, unknown }) {
  const rest = unknown > 0 ? `, ${unknown} that no event tells of` : '';
  return `${missing} missing and ${differed} wrong of ${aggregates}${rest}`;
}
