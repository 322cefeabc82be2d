import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { query } from '../../system/support/databases.ts';
import { report, stateDir } from '../../system/support/instance.ts';
import { allReady, kill } from '../../system/support/processes.ts';
import {
  type Answered,
  check,
  describe as inWords,
  type Records,
  readRecords,
  sourcesOf,
  type Violation,
  violationsIn,
} from '../checker/index.ts';
import { applyEdits, type Edit } from '../hooks/edits.js';
import { untilAuditorFinds, untilAuditorIs } from '../support/auditor.ts';
import { type Bug, bugs } from './catalog.js';
import { provocations } from './provocations.ts';

/**
 * Runs against a stack of the test build, one for each planted bug, and one without any. There the same provocations
 * leave nothing for the checker to find: so what it finds elsewhere is the bug, and not the fault that brought it out.
 */
const sources = sourcesOf(stateDir);
const planted = bugs.find(({ name }) => name === process.env.PLANTED_BUG);
const secondsSince = (since: number) => ((performance.now() - since) / 1000).toFixed(1);

/** How soon the continuous auditor must see what the events give away. */
const RED_WITHIN_MS = 10_000;

if (planted) {
  const { name, what, invariant, seenByAudit, sql, gateway } = planted;

  test(`caught: ${what}`, async () => {
    if (sql) await query(sql.database, sql.statement);
    if (gateway) await changeGateway(gateway);
    const { ids, answers = [] } = await provocations[name]!();
    const since = performance.now();
    const isPromised = (violation: Violation) =>
      numberOf(violation) === invariant && violation.ids.some((id) => ids.includes(id));
    const [found, green] = await Promise.all([
      untilFound(isPromised, answers),
      seenByAudit ? untilRed(name, ids, since).catch((error: Error) => error.message) : undefined,
    ]);
    const broken = [...new Set(found.map(numberOf))].join(', ') || 'none';
    report(`${name}: breaks ${invariant}; found were ${broken}, ${secondsSince(since)} s after it was provoked`);
    process.stderr.write(`${found.filter(isPromised).map(inWords).join('\n')}\n`);
    expect(found.map(({ invariant, ids }) => ({ invariant, ids }))).toContainEqual({
      invariant: expect.stringMatching(`^${invariant}:`),
      ids: expect.arrayContaining([expect.stringMatching(ids.join('|'))]),
    });
    expect(green).toBeUndefined();
  }, 240_000);
} else {
  const journal: Answered[] = [];

  test.each<Bug>(bugs)(
    'nothing is found without the bug: $name',
    async ({ name }) => {
      journal.push(...((await provocations[name]!()).answers ?? []));
      const since = performance.now();
      await eventually(
        async () => expect((await check(sources, { settled: true, answers: journal })).map(inWords)).toEqual([]),
        60_000,
        500,
      );
      report(`${name}: without the bug all was well ${secondsSince(since)} s after it was provoked`);
    },
    240_000,
  );

  test('the auditor has nothing to say without a bug', () => untilAuditorIs('green', 60_000), 70_000);
}

async function changeGateway(edits: Edit[]): Promise<void> {
  const file = join(stateDir, 'nginx', 'nginx.conf');
  writeFileSync(file, applyEdits(readFileSync(file, 'utf8'), edits));
  await kill('nginx'); // which the supervisor starts anew
  await allReady();
}

async function untilRed(name: string, ids: string[], since: number): Promise<void> {
  await untilAuditorFinds(ids, RED_WITHIN_MS);
  report(`${name}: the auditor was red ${secondsSince(since)} s after it was provoked`);
}

function numberOf({ invariant }: Violation): string {
  return invariant.slice(0, invariant.indexOf(':'));
}

/** Longer than any pause after which something lost is tried again: the wait for an ack, the supervisor, the sweeper. */
const STILL_MS = 10_000;

/**
 * What the checker finds as soon as it sees what was promised, if that can be seen at any moment. What is only undone
 * may yet be done: it counts once nothing has moved for longer than anything waits.
 */
function untilFound(isPromised: (violation: Violation) => boolean, answers: Answered[]): Promise<Violation[]> {
  let [last, since] = ['', performance.now()];
  return eventually(
    async () => {
      const records = await readRecords(sources, answers);
      const atOnce = violationsIn(records, false);
      if (atOnce.some(isPromised)) return atOnce;
      const now = progressIn(records);
      if (now !== last) [last, since] = [now, performance.now()];
      if (performance.now() - since < STILL_MS) throw new Error('something still moves');
      return violationsIn(records, true);
    },
    120_000,
    500,
  );
}

function progressIn({ outbox, inbox, entries, intents, orders, payments }: Records): string {
  const published = outbox.filter(({ published_at }) => published_at).length;
  return JSON.stringify([outbox.length, published, inbox.length, entries.length, intents, orders, payments]);
}
