import { OrderCreated } from '@frontrow/common/contracts';
import { databaseTime, type Queryable, type Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { deadline, isRejection, type Order, type Rejection, type Transition, toState, unitsOf } from '../order.ts';
import type { OpenHolds } from '../place.ts';
import { moveUnits } from './stock.ts';
import { orders, stock } from './tables.ts';
import { addToTimeline } from './timeline.ts';

const unpaid = inArray(orders.status, ['created', 'awaiting:payment']);

/**
 * What one buyer holds unpaid. Waits for that buyer's other orders that are being placed, so that none of them counts
 * without the others.
 */
export async function lockOpenHolds({ db }: Tx, userId: string, ticketId: string): Promise<OpenHolds> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 0))`);
  const [row] = await db
    .select({
      ofListing: sql<string>`coalesce(sum(${orders.quantity}) filter (where ${orders.ticketId} = ${ticketId}), 0)`,
      inAll: sql<string>`coalesce(sum(${orders.quantity}), 0)`,
    })
    .from(orders)
    .where(and(eq(orders.userId, userId), unpaid));
  return { ofListing: Number(row!.ofListing), inAll: Number(row!.inAll) };
}

/** Saves an order whose units were taken in the same transaction. */
export async function addOrder(tx: Tx, order: Order): Promise<void> {
  await tx.db.insert(orders).values(toRow(order));
  const { id: aggregateId, version: aggregateVersion } = order;
  await addToOutbox(tx, { definition: OrderCreated, aggregateId, aggregateVersion, data: toState(order) });
  await addToTimeline(tx, order.id, order.createdAt, OrderCreated.type, `${order.quantity} reserved for the buyer`);
}

type Decide = (order: Order, now: Date) => Transition | Rejection | null;

/**
 * Moves an order on: locks it, lets `decide` judge it by the database's time, and saves the outcome with its units, its
 * event and its line in the timeline as one. Null from `decide` leaves it as it is. Returns undefined without the order.
 */
export async function updateOrder(tx: Tx, id: string, decide: Decide): Promise<Order | Rejection | undefined> {
  const [row] = await tx.db.select().from(orders).where(eq(orders.id, id)).for('update');
  if (!row) return undefined;
  const now = await databaseTime(tx);
  const decision = decide(row, now);
  if (decision === null) return row;
  if (isRejection(decision)) return decision;

  const after = { ...decision.order, version: row.version + 1, updatedAt: now };
  await tx.db.update(orders).set(toRow(after)).where(eq(orders.id, id));
  const [were, are] = [unitsOf(row), unitsOf(after)];
  await moveUnits(tx, row.ticketId, { held: are.held - were.held, sold: are.sold - were.sold });
  const { event: definition, text } = decision;
  await addToOutbox(tx, { definition, aggregateId: id, aggregateVersion: after.version, data: toState(after) });
  await addToTimeline(tx, id, now, definition.type, text);
  return after;
}

const toRow = (order: Order) => ({ ...order, expiresAt: deadline(order) });

/** Unpaid orders whose deadline passed at least so many seconds ago, the oldest first. */
export async function findOverdue({ db }: Queryable, seconds: number, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(unpaid, sql`${orders.expiresAt} <= clock_timestamp() - make_interval(secs => ${seconds})`))
    .orderBy(orders.expiresAt)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * Locks those of these orders that no one else has locked, so that many can be changed in one transaction: it waits for
 * none of them while it holds a stock, and takes the stocks in one order, so it cannot get into a deadlock.
 */
export async function lockFree({ db }: Tx, ids: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: orders.id })
    .from(orders)
    .where(inArray(orders.id, ids))
    .orderBy(orders.ticketId)
    .for('update', { skipLocked: true });
  return rows.map(({ id }) => id);
}

/**
 * Locks all unpaid orders of a buyer, those of one listing together. All of them before any stock is touched: whoever holds
 * one of these orders may be waiting for its stock.
 */
export async function lockUnpaidOf({ db }: Tx, userId: string): Promise<string[]> {
  const rows = await db
    .select({ id: orders.id, ticketId: orders.ticketId })
    .from(orders)
    .where(and(eq(orders.userId, userId), unpaid))
    .orderBy(orders.ticketId, orders.id)
    .for('update');
  return rows.map(({ id }) => id);
}

/** Orders that still stand although their event was cancelled. */
export async function findOrdersOfClosed({ db }: Queryable, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: orders.id })
    .from(orders)
    .innerJoin(stock, eq(stock.ticketId, orders.ticketId))
    .where(and(eq(stock.closed, true), ne(orders.status, 'cancelled')))
    .limit(limit);
  return rows.map(({ id }) => id);
}
