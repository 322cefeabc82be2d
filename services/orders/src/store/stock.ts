import { StockUpdated } from '@frontrow/common/contracts';
import { type Queryable, sqlState, type Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, eq, sql } from 'drizzle-orm';
import { isSameOffer, type Stock, type Units } from '../stock.ts';
import { stock } from './tables.ts';

const CHECK_VIOLATION = '23514';

/** Thrown when more units were wanted than there are: the table's own constraint says so. */
export class NotEnough extends Error {
  override name = 'NotEnough';
}

export async function findStock({ db }: Queryable, ticketId: string): Promise<Stock | undefined> {
  const [row] = await db.select().from(stock).where(eq(stock.ticketId, ticketId));
  return row;
}

/** Puts the units of a new listing on sale; a listing known already is left alone. */
export async function addStock(tx: Tx, ticketId: string, capacity: number): Promise<void> {
  const [row] = await tx.db.insert(stock).values({ ticketId, version: 1, capacity }).onConflictDoNothing().returning();
  if (row) await announce(tx, row);
}

/**
 * Takes units that a buyer will hold, and tells the database's time after the row's lock was had. Throws NotEnough when
 * there are not so many; returns undefined when none are sold: the event was cancelled, or its seller has stopped sales.
 */
export async function takeUnits(tx: Tx, ticketId: string, quantity: number): Promise<Date | undefined> {
  await waitForTurn(tx, ticketId);
  try {
    const [row] = await tx.db
      .update(stock)
      .set({ version: sql`${stock.version} + 1`, held: sql`${stock.held} + ${quantity}` })
      .where(and(eq(stock.ticketId, ticketId), eq(stock.closed, false), eq(stock.sales, 'open')))
      .returning({ stock, now: sql<string>`clock_timestamp()` });
    if (!row) return undefined;
    await announce(tx, row.stock);
    return new Date(row.now);
  } catch (error) {
    if (sqlState(error) === CHECK_VIOLATION) throw new NotEnough();
    throw error;
  }
}

/** Moves units between held, sold and free as an order moves on. */
export async function moveUnits(tx: Tx, ticketId: string, { held, sold }: Units): Promise<void> {
  if (held === 0 && sold === 0) return;
  await waitForTurn(tx, ticketId);
  const [row] = await tx.db
    .update(stock)
    .set({ version: sql`${stock.version} + 1`, held: sql`${stock.held} + ${held}`, sold: sql`${stock.sold} + ${sold}` })
    .where(eq(stock.ticketId, ticketId))
    .returning();
  await announce(tx, row!);
}

/** Changes the stock of a listing under its lock. */
export async function changeStock(tx: Tx, ticketId: string, change: (stock: Stock) => Stock): Promise<void> {
  await waitForTurn(tx, ticketId);
  const [before] = await tx.db.select().from(stock).where(eq(stock.ticketId, ticketId)).for('update');
  if (!before) return;
  const wanted = change(before);
  if (isSameOffer(wanted, before)) return;
  const after = { ...wanted, version: before.version + 1 };
  await tx.db.update(stock).set(after).where(eq(stock.ticketId, ticketId));
  await announce(tx, after);
}

/**
 * Waits until all who came before have changed the stock of this listing. The row's own lock keeps no queue: whoever waits
 * for it chases each new version of the row together with all others, and in a rush some waited for ten seconds while
 * hundreds who came later were served (docs/adr/0031-first-come-first-served.md).
 */
async function waitForTurn({ db }: Tx, ticketId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${ticketId}, 0))`);
}

async function announce(tx: Tx, { version, ...data }: Stock): Promise<void> {
  await addToOutbox(tx, { definition: StockUpdated, aggregateId: data.ticketId, aggregateVersion: version, data });
}
