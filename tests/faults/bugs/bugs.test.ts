import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { query } from '../../system/support/databases.ts';
import { report, stateDir } from '../../system/support/instance.ts';
import { type Answered, check, describe as inWords, readRecords, sourcesOf, violationsIn } from '../checker/index.ts';
import { type Bug, bugs } from './catalog.js';
import { provocations } from './provocations.ts';

/**
 * Runs against a stack of the test build, one for each planted bug, and one without any. There the same provocations
 * leave nothing for the checker to find: so what it finds elsewhere is the bug, and not the fault that brought it out.
 */
const sources = sourcesOf(stateDir);
const planted = bugs.find(({ name }) => name === process.env.PLANTED_BUG);

if (planted) {
  test(`caught: ${planted.what}`, async () => {
    if (planted.sql) await query(planted.sql.database, planted.sql.statement);
    const since = performance.now();
    const { ids, answers } = await provocations[planted.name]!();
    await untilNothingMoves();
    const found = await check(sources, { settled: true, answers: answers ?? [] });
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    report(
      `${planted.name}: invariants ${[...new Set(found.map(numberOf))].join(', ')} are broken, seen after ${seconds} s`,
    );
    const promised = found.filter((violation) => numberOf(violation) === planted.invariant);
    expect(promised.map((violation) => violation.ids)).toContainEqual(
      expect.arrayContaining([expect.stringMatching(ids.join('|'))]),
    );
    process.stderr.write(`${inWords(promised.find((violation) => violation.ids.some((id) => ids.includes(id)))!)}\n`);
  });
} else {
  const journal: Answered[] = [];

  test.each<Bug>(bugs)('nothing is found without the bug: $name', async ({ name }) => {
    journal.push(...((await provocations[name]!()).answers ?? []));
    const since = performance.now();
    await eventually(
      async () => expect((await check(sources, { settled: true, answers: journal })).map(inWords)).toEqual([]),
      60_000,
      500,
    );
    report(`${name}: without the bug all was well after ${((performance.now() - since) / 1000).toFixed(1)} s`);
  });
}

const numberOf = ({ invariant }: { invariant: string }) => invariant.slice(0, invariant.indexOf(':'));

/** Longer than any pause after which something lost is tried again: the wait for an ack, the supervisor, the sweeper. */
const STILL_MS = 10_000;

/** A bug that stops something for good leaves it undone; before that is said, everything else must have had its time. */
async function untilNothingMoves(): Promise<void> {
  let [last, since] = ['', performance.now()];
  await eventually(
    async () => {
      const records = await readRecords(sources, []);
      const { outbox, inbox, entries, payments } = records;
      const published = outbox.filter(({ published_at }) => published_at).length;
      const now = JSON.stringify([
        outbox.length,
        published,
        inbox.length,
        entries.length,
        payments,
        violationsIn(records, false).length,
      ]);
      if (now !== last) [last, since] = [now, performance.now()];
      if (performance.now() - since < STILL_MS) throw new Error('something still moves');
    },
    90_000,
    500,
  );
}
