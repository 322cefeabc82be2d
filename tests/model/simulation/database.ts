import { aggregateOf, type EventDefinition, type FrontrowEvent } from '@frontrow/common/contracts';
import type { Process } from './processes.ts';
import type { World } from './world.ts';

export type Table<Row> = Map<string, Row>;

/** What every service's database has beside its own tables. */
export interface Database {
  outbox: { event: FrontrowEvent; publishedAt: number | null }[];
  inbox: Set<string>;
  /** The newest version that was told of each aggregate. */
  versions: Map<string, number>;
}

export const newDatabase = (): Database => ({ outbox: [], inbox: new Set(), versions: new Map() });

/** A transaction: it reads what it has written, and nothing of it is seen before the commit. */
export interface Tx {
  now: Date;
  get<Row>(table: Table<Row>, id: string): Row | undefined;
  put<Row>(table: Table<Row>, id: string, row: Row): void;
  /** Adds to the outbox. */
  tell(definition: EventDefinition, aggregateId: string, aggregateVersion: number, data: object): void;
  committed(callback: () => void): void;
}

/** What a database answers when a constraint does not hold: the transaction is undone. */
export class Refused extends Error {}

/** The answer to a commit was lost: whoever asked for it cannot tell whether it was done. */
export class CommitUnknown extends Error {}

/** What becomes of a commit: `failed` and `not done` undo it; of the last two, who asked for it hears nothing. */
export type Commit = 'done' | 'failed' | 'done, unheard' | 'not done, unheard';

/**
 * Runs `work` as one transaction and yields after the commit. Row locks make the transactions of one row follow each
 * other, so each is one step here; what a service reads before it takes a lock is a step of its own.
 */
export function* transaction<T>(
  world: World,
  database: Database,
  work: (tx: Tx) => T,
  commit: Commit = 'done',
): Process<T> {
  const writes: [Table<unknown>, string, unknown][] = [];
  const events: FrontrowEvent[] = [];
  const callbacks: (() => void)[] = [];
  const result = work({
    now: new Date(world.now),
    get<Row>(table: Table<Row>, id: string) {
      for (let at = writes.length - 1; at >= 0; at--) {
        const [written, key, row] = writes[at]!;
        if (written === table && key === id) return row as Row;
      }
      return table.get(id);
    },
    put: (table, id, row) => void writes.push([table as Table<unknown>, id, row]),
    tell: (definition, aggregateId, aggregateVersion, data) =>
      void events.push(seal(world, definition.type, aggregateId, aggregateVersion, data)),
    committed: (callback) => void callbacks.push(callback),
  });
  if (commit === 'failed') throw new Refused('the commit fails');
  if (commit.endsWith('unheard')) world.commits.inDoubt += 1;
  if (commit === 'not done, unheard') throw new CommitUnknown('the connection breaks, and the commit is not done');
  if (!world.flaws.outboxApart) append(world, database, events);
  for (const [table, id, row] of writes) table.set(id, row);
  for (const callback of callbacks) callback();
  if (world.flaws.outboxApart) {
    yield;
    append(world, database, events);
  }
  if (commit === 'done, unheard') throw new CommitUnknown('the commit is done, and its answer is lost');
  yield;
  return result;
}

/** Wraps data in an envelope; of the envelope, only what decisions depend on is meant seriously. */
export const seal = (
  world: World,
  type: string,
  aggregateId: string,
  aggregateVersion: number,
  data: object,
  id = world.newId('event-'),
) =>
  ({
    id,
    type,
    version: 1,
    time: '',
    correlationId: '',
    causationId: null,
    aggregateId,
    aggregateVersion,
    data,
  }) as unknown as FrontrowEvent;

/** The outbox refuses a version that it has; a version left out is a mistake that it cannot see. */
function append(world: World, { outbox, versions }: Database, events: FrontrowEvent[]): void {
  const next = new Map<string, number>();
  for (const { type, aggregateId, aggregateVersion } of events) {
    const key = `${aggregateOf(type)} ${aggregateId}`;
    const last = next.get(key) ?? versions.get(key) ?? 0;
    if (aggregateVersion <= last) throw new Refused(`${key} has version ${aggregateVersion} already`);
    if (aggregateVersion > last + 1) world.broken.push(`7: ${key} goes from version ${last} to ${aggregateVersion}`);
    next.set(key, aggregateVersion);
  }
  for (const [key, version] of next) versions.set(key, version);
  for (const event of events) outbox.push({ event, publishedAt: null });
}
