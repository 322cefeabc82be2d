import { eq, getTableColumns, inArray, lt } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { EventDefinition, EventOf, FrontrowEvent } from '../contracts/index.ts';
import type { Queryable, Tx } from '../database/index.ts';
import { on, type Subscription } from './subscription.ts';

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
  /** What a changed copy asks for. It must follow from state alone, so that a repetition does nothing. */
  changed?: (event: EventOf<D>, tx: Tx) => Promise<unknown>;
  /** Takes an event over, and does what follows, where the functional core decides whether it is newer. */
  heed?: (event: EventOf<D>, tx: Tx) => Promise<void>;
  /** Called once the effect of an event is committed. */
  committed?: () => void;
}

/** A subscription that keeps a copy, and does what follows from that: so it can be rebuilt. */
export interface Projection extends Subscription {
  copy: Copy;
  changed(event: FrontrowEvent, tx: Tx): Promise<unknown>;
}

/** Keeps a copy: an event that is newer than the row replaces it, and any other is past. */
export function project<const D extends EventDefinition>(
  copy: Copy<StateIn<D>>,
  definitions: D | readonly D[],
  handling: Handling<D> = {},
): Projection {
  const { changed = async () => {}, heed, committed } = handling;
  const keep = async (event: EventOf<D>, tx: Tx) => {
    if (await advance(tx, copy, event as FrontrowEvent)) await changed(event, tx);
  };
  const subscription = on(definitions, heed ?? keep, committed);
  const locks = heed || handling.changed ? undefined : ({ aggregateId }: FrontrowEvent) => aggregateId;
  return { ...subscription, locks, copy: copy as Copy, changed: changed as Projection['changed'] };
}

export const isProjection = (subscription: Subscription): subscription is Projection => 'copy' in subscription;

/** Moves a copy forward to an event; false when it is as new already. */
export async function advance(
  { db }: Queryable,
  copy: Copy,
  { data, aggregateVersion }: FrontrowEvent,
): Promise<boolean> {
  const row = copy.toRow(data, aggregateVersion);
  const insert = db.insert(copy.table).values(row);
  const { rowCount } = await (copy.version === undefined
    ? insert.onConflictDoNothing()
    : insert.onConflictDoUpdate({
        target: columnOf(copy, copy.key),
        set: row,
        setWhere: lt(columnOf(copy, copy.version), row[copy.version]),
      }));
  return rowCount === 1;
}

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
