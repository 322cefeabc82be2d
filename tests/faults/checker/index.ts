import type { Answered } from './answers.ts';
import { openBook } from './book.ts';
import { historyOf } from './history.ts';
import { invariants } from './invariants/index.ts';
import { type Records, readRecords } from './records.ts';
import type { Sources } from './sources.ts';

export type { Answered } from './answers.ts';
export { type Records, readRecords } from './records.ts';
export { type Sources, sourcesOf } from './sources.ts';

export interface Violation {
  /** The invariant's number in the design, and its words. */
  invariant: string;
  what: string;
  /** What it is about, the most telling first. */
  ids: string[];
  /** What led there, from all sources in the order of time. */
  history: string[];
}

/**
 * Looks for anything that breaks an invariant; empty when all is well. Before all is `settled`, only those are judged
 * that hold at any moment.
 */
export const check = async (
  sources: Sources,
  { settled, answers = [] }: { settled: boolean; answers?: Answered[] },
): Promise<Violation[]> => violationsIn(await readRecords(sources, answers), settled);

/** The violations in records that were read before. */
export function violationsIn(records: Records, settled: boolean): Violation[] {
  const book = openBook(records);
  return invariants
    .filter(({ onlySettled }) => settled || !onlySettled)
    .flatMap(({ name, check }) => check(book).map(({ what, ids }) => ({ invariant: name, what, ids })))
    .map((violation) => ({ ...violation, history: historyOf(book, violation.ids[0]!) }));
}

/** A violation for people to read. */
export const describe = ({ invariant, what, ids, history }: Violation): string =>
  [`✗ ${invariant}`, `  ${what}`, `  about ${ids.join(', ')}`, ...history.map((line) => `    ${line}`)].join('\n');
