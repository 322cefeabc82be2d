import { eq, notInArray, sql } from 'drizzle-orm';
import { aggregateOf } from '../contracts/index.ts';
import { type Database, statement } from '../database/index.ts';
import type { Bus } from './bus.ts';
import type { Projection } from './projection.ts';
import { rebuild } from './rebuild.ts';
import { projections as table } from './tables.ts';

/** Writes down which projections a service keeps: there an operator finds them, and asks for one to be rebuilt. */
export async function registerProjections({ db }: Database, projections: Projection[]): Promise<void> {
  const names = projections.map(({ copy }) => copy.name);
  await db.delete(table).where(names.length > 0 ? notInArray(table.name, names) : undefined);
  for (const { copy, types } of projections) {
    const aggregate = aggregateOf(types[0]!);
    await db
      .insert(table)
      .values({ name: copy.name, aggregate })
      .onConflictDoUpdate({ target: table.name, set: { aggregate } });
  }
}

const findAsked = statement<{ name: string; rebuildsAsked: number; compareOnly: boolean }>(
  'find_rebuild',
  `select name, rebuilds_asked as "rebuildsAsked", compare_only as "compareOnly" from projections
   where rebuilds_done < rebuilds_asked order by name limit 1`,
);

/** Rebuilds (or compares) a projection that was asked for, and writes down what came of it; true when there was one. */
export async function rebuildRequested(database: Database, bus: Bus, projections: Projection[]): Promise<boolean> {
  const { db } = database;
  const [asked] = await findAsked(database, []);
  const projection = projections.find(({ copy }) => copy.name === asked?.name);
  if (!asked || !projection) return false;
  const outcome = await rebuild(database, bus, projection, { compareOnly: asked.compareOnly }).catch(
    (error: Error) => ({ failed: error.message }),
  );
  await db
    .update(table)
    .set({ rebuildsDone: asked.rebuildsAsked, rebuiltAt: sql`clock_timestamp()`, outcome })
    .where(eq(table.name, asked.name));
  projection.committed?.([]);
  return true;
}
