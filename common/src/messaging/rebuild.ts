import { isDeepStrictEqual } from 'node:util';
import { aggregateOf, type FrontrowEvent } from '../contracts/index.ts';
import type { Database } from '../database/index.ts';
import type { Bus } from './bus.ts';
import { readEvents } from './history.ts';
import {
  advance,
  type Copy,
  findRows,
  lockRow,
  overwrite,
  type Projection,
  type Row,
  versionOf,
  versionsIn,
} from './projection.ts';
import type { Rebuilt } from './tables.ts';

/** What the newest event of an aggregate says of its row. */
interface Wanted {
  event: FrontrowEvent;
  row: Row;
}

const BATCH = 500;

/**
 * Makes a projection equal to the newest event of every aggregate in its owner's stream, while the service runs. Rows
 * that agree are not touched; for those that are mended is done what a changed copy asks for, once. The inbox plays no
 * part in it: an event that was received, and whose row was damaged since, is applied again. With `compareOnly` it counts
 * and mends nothing.
 */
export async function rebuild(
  database: Database,
  bus: Bus,
  projection: Projection,
  { compareOnly = false }: { compareOnly?: boolean } = {},
): Promise<Rebuilt> {
  const { copy } = projection;
  // Before the events are read: so the stream has heard of whatever these rows had been brought to.
  const seen = await versionsIn(database, copy);
  const newest = await readNewest(bus, projection);
  const found = { missing: 0, differed: 0 };
  const all = [...newest];
  for (let start = 0; start < all.length; start += BATCH) {
    const batch = all.slice(start, start + BATCH);
    const rows = await findRows(
      database,
      copy,
      batch.map(([key]) => key),
    );
    for (const [key, wanted] of batch) {
      const row = rows.get(key);
      if (agrees(row, wanted) || hasJustMoved(copy, row, wanted, seen.get(key))) continue;
      const outcome = compareOnly ? kindOf(copy, row) : await mend(database, projection, key, wanted, seen.get(key));
      if (outcome) found[outcome] += 1;
    }
  }
  const unknown = [...seen].filter(([key, version]) => version > 0 && !newest.has(key)).length;
  return { aggregates: newest.size, ...found, unknown };
}

async function readNewest(bus: Bus, { copy, types }: Projection): Promise<Map<unknown, Wanted>> {
  const newest = new Map<unknown, Wanted>();
  for (const event of await readEvents(bus, aggregateOf(types[0]!), new Date(0))) {
    if (!types.includes(event.type)) continue;
    if (copy.isOver?.(event.data)) continue;
    const row = copy.toRow(event.data, event.aggregateVersion);
    const before = newest.get(row[copy.key]);
    if (!before || before.event.aggregateVersion < event.aggregateVersion) newest.set(row[copy.key], { event, row });
  }
  return newest;
}

const agrees = (row: Row | undefined, wanted: Wanted): boolean =>
  row !== undefined && Object.entries(wanted.row).every(([member, value]) => isDeepStrictEqual(row[member], value));

/** Newer than the stream as it was read, and not so before: the news of it has only just arrived. */
function hasJustMoved(copy: Copy, row: Row | undefined, { event }: Wanted, seen: number | undefined): boolean {
  const version = row && versionOf(copy, row);
  return version !== undefined && version > event.aggregateVersion && version !== seen;
}

/** A row may be there for other reasons, its copy not begun. */
const kindOf = (copy: Copy, row: Row | undefined) => (row && versionOf(copy, row) > 0 ? 'differed' : 'missing');

/** Mends one row under its lock; undefined when there is nothing to mend. `seen` is its version before the reading. */
function mend(
  database: Database,
  { copy, changed }: Projection,
  key: unknown,
  wanted: Wanted,
  seen: number | undefined,
): Promise<'missing' | 'differed' | undefined> {
  const { event } = wanted;
  return database.transaction({ correlationId: event.correlationId, causationId: event.id }, async (tx) => {
    const row = await lockRow(tx, copy, key);
    if (agrees(row, wanted) || hasJustMoved(copy, row, wanted, seen)) return undefined;
    if (row) await overwrite(tx, copy, wanted.row);
    else if (!(await advance(tx, copy, event))) return undefined;
    const [undone] = (await changed([event], tx)) ?? [];
    if (undone) throw undone.because;
    return kindOf(copy, row);
  });
}
