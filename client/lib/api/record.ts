import type { OperatorActionView } from '@frontrow/common/contracts';
import type { ApiProblem } from './result';
import { serverApi } from './server';

/** The APIs of the services that keep a part of the record. */
const KEEPERS = ['users', 'tickets', 'orders', 'payments', 'notifications'];
const PAGE = 24;

interface Record {
  entries: OperatorActionView[];
  /** What older entries come before. */
  next: string | undefined;
  /** Why a part of it is missing. */
  problem: ApiProblem | undefined;
}

/** What operators did, the newest first: of everything, or of one listing, account or order. */
export async function readRecord(query: { before?: string | undefined; subjectId?: string }): Promise<Record> {
  const { operators } = await serverApi();
  const answers = await Promise.all(KEEPERS.map((part) => operators.record(part, { ...query, limit: PAGE })));
  // Ids sort by time, whoever made them.
  const all = answers.flatMap((answer) => (answer.ok ? answer.data : [])).sort((a, b) => (a.id < b.id ? 1 : -1));
  const entries = all.slice(0, PAGE);
  const failed = answers.find((answer) => !answer.ok);
  return {
    entries,
    next: entries.length === PAGE ? entries.at(-1)!.id : undefined,
    problem: failed && !failed.ok ? failed.problem : undefined,
  };
}
