import { eq, getTableColumns, inArray } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { EventDefinition, EventOf, FrontrowEvent } from '../contracts/index.ts';
import { newerWriter, type Queryable, type Tx } from '../database/index.ts';
import { type Handle, on, type Subscription } from './subscription.ts';

export type Row = Record<string, unknown>;

/** How the state of another service's aggregate, as its events carry it, becomes a row here or some columns of one. */
export interface Copy<State = unknown> {
  /** Its name in this service: the table's, unless a table holds several copies. */
  name: string;
  table: PgTable;
  /** The members of the table that hold a row's key, and the version it has been brought to. */
  key: string;
  /** Left out for an aggregate to which only one thing ever happens. */
  version?: string;
  /** The columns that this copy owns, key and version among them. */
  toRow(state: State, version: number): Row;
  /** Whether such a state is no longer kept. */
  isOver?(state: State): boolean;
}

type StateIn<D extends EventDefinition> = z.output<D['data']>;

interface Handling<D extends EventDefinition> {
  /** What changed copies ask for, by the newest event of each. It must follow from state alone, so that a repetition does nothing. */
  changed?: Handle<EventOf<D>>;
  /** Takes events over, and does what follows, where the functional core decides which of them are newer. */
  heed?: Handle<EventOf<D>>;
  /** Called once the effects of some events are committed. */
  committed?: (events: EventOf<D>[]) => void;
}

/** A subscription that keeps a copy, and does what follows from that: so it can be rebuilt. */
export interface Projection extends Subscription {
  copy: Copy;
  changed: Handle;
}

/** Keeps a copy: an event that is newer than the row replaces it, and any other is past. */
export function project<const D extends EventDefinition>(
  copy: Copy<StateIn<D>>,
  definitions: D | readonly D[],
  handling: Handling<D> = {},
): Projection {
  const { changed = async () => {}, heed, committed } = handling;
  const keep: Handle<EventOf<D>> = async (events, tx) => {
    const advanced = await advanceAll(tx, copy as Copy, events as unknown as FrontrowEvent[]);
    const undone = advanced.length > 0 && (await changed(advanced as unknown as EventOf<D>[], tx));
    return undone || [];
  };
  const subscription = on(definitions, heed ?? keep, committed);
  return { ...subscription, copy: copy as Copy, changed: changed as unknown as Handle };
}

export const isProjection = (subscription: Subscription): subscription is Projection => 'copy' in subscription;

/** The statement that keeps a copy; its columns are those of a row. */
const writers = new WeakMap<Copy, ReturnType<typeof newerWriter>>();
function writerOf(copy: Copy, row: Row) {
  const known = writers.get(copy);
  if (known) return known;
  const made = newerWriter(copy.table, { key: copy.key, version: copy.version, members: Object.keys(row) });
  writers.set(copy, made);
  return made;
}

/**
 * Moves copies forward to these events, in one statement: the newest of each row replaces it, if the row is older. Returns
 * the events that did, the oldest first.
 */
export async function advanceAll<E extends FrontrowEvent>(to: Queryable, copy: Copy, events: E[]): Promise<E[]> {
  const newest = new Map<unknown, { event: E; row: Row }>();
  for (const event of events) {
    const row = copy.toRow(event.data, event.aggregateVersion);
    const known = newest.get(row[copy.key]);
    if (!known || known.event.aggregateVersion < event.aggregateVersion) newest.set(row[copy.key], { event, row });
  }
  const candidates = [...newest.values()];
  if (candidates.length === 0) return [];
  const written = await writerOf(copy, candidates[0]!.row)(
    to,
    candidates.map(({ row }) => row),
  );
  return candidates.filter(({ row }) => written.has(row[copy.key])).map(({ event }) => event);
}

/** Moves a copy forward to an event; false when it is as new already. */
export const advance = async (to: Queryable, copy: Copy, event: FrontrowEvent): Promise<boolean> =>
  (await advanceAll(to, copy, [event])).length === 1;

/** Sets a row to what its owner says, whatever version it claims to have. */
export async function overwrite({ db }: Tx, copy: Copy, row: Row): Promise<void> {
  await db
    .update(copy.table)
    .set(row)
    .where(eq(columnOf(copy, copy.key), row[copy.key]));
}

/** The rows of these keys, by key. */
export async function findRows({ db }: Queryable, copy: Copy, keys: unknown[]): Promise<Map<unknown, Row>> {
  const rows: Row[] = await db
    .select()
    .from(copy.table)
    .where(inArray(columnOf(copy, copy.key), keys));
  return new Map(rows.map((row) => [row[copy.key], row]));
}

/** The row of a key, under its lock. */
export async function lockRow({ db }: Tx, copy: Copy, key: unknown): Promise<Row | undefined> {
  const rows: Row[] = await db
    .select()
    .from(copy.table)
    .where(eq(columnOf(copy, copy.key), key))
    .for('update');
  return rows[0];
}

/** The versions that all rows have been brought to, by key. */
export async function versionsIn({ db }: Queryable, copy: Copy): Promise<Map<unknown, number>> {
  const key = columnOf(copy, copy.key);
  const rows: Row[] = await db
    .select({ key, version: copy.version === undefined ? key : columnOf(copy, copy.version) })
    .from(copy.table);
  return new Map(rows.map(({ key, version }) => [key, copy.version === undefined ? 1 : (version as number)]));
}

/** The version that a row has been brought to; 0 when the row is there for other reasons and its copy has not begun. */
export const versionOf = ({ version }: Copy, row: Row): number =>
  version === undefined ? 1 : (row[version] as number);

const columnOf = ({ table }: Pick<Copy, 'table'>, member: string): PgColumn => getTableColumns(table)[member]!;
