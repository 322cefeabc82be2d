import { OrderCreated } from '@frontrow/common/contracts';
import { databaseTime, type Queryable, type Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, eq, getTableColumns, inArray, ne, sql } from 'drizzle-orm';
import { deadline, isRejection, type Order, type Rejection, type Transition, toState, unitsOf } from '../order.ts';
import type { OpenHolds } from '../place.ts';
import type { Units } from '../stock.ts';
import { moveUnits } from './stock.ts';
import { orders, stock } from './tables.ts';
import { addToTimeline } from './timeline.ts';

export const unpaid = inArray(orders.status, ['created', 'awaiting:payment']);

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
  const what = { step: 'reserved', values: { quantity: order.quantity } } as const;
  await addToTimeline(tx, { orderId: order.id, at: order.createdAt, event: OrderCreated.type, what });
}

type Decide = (order: Order, now: Date) => Transition | Rejection | null;

/**
 * Moves an order on: locks it, lets `decide` judge it by the database's time, and saves the outcome with its units, its
 * event and its line in the timeline as one. Null from `decide` leaves it as it is. Returns undefined without the order.
 */
export async function updateOrder(tx: Tx, id: string, decide: Decide): Promise<Order | Rejection | undefined> {
  const [outcome] = await move(tx, await tx.db.select().from(orders).where(eq(orders.id, id)).for('update'), decide);
  return outcome;
}

/**
 * Moves many orders on as `updateOrder` does each, in about as many statements as that takes for one. It leaves alone
 * those that someone else has locked: it waits for none while it holds a stock, so it cannot get into a deadlock.
 */
export async function updateFree(tx: Tx, ids: string[], decide: Decide): Promise<void> {
  const free = tx.db.select().from(orders).where(inArray(orders.id, ids)).for('update', { skipLocked: true });
  await move(tx, await free, decide);
}

/** Moves locked orders on, and returns what has become of each: the order, or why it may not be moved. */
async function move(tx: Tx, locked: Order[], decide: Decide): Promise<(Order | Rejection)[]> {
  if (locked.length === 0) return [];
  const now = await databaseTime(tx);
  const moves: Move[] = [];
  const outcomes = locked.map((before) => {
    const decision = decide(before, now);
    if (decision === null) return before;
    if (isRejection(decision)) return decision;
    const { order, event, what } = decision;
    const after = { ...order, version: before.version + 1, updatedAt: now };
    moves.push({ before, after, event, what });
    return after;
  });
  if (moves.length > 0) await save(tx, now, moves);
  return outcomes;
}

interface Move extends Omit<Transition, 'order'> {
  before: Order;
  after: Order;
}

/** All columns of an order but its id, as they are proposed. */
const { id: _, ...changeable } = getTableColumns(orders);
const proposed = Object.fromEntries(
  Object.entries(changeable).map(([key, { name }]) => [key, sql.raw(`excluded."${name}"`)]),
);

/** Saves what orders have become, the units they take up, and what is told of it. */
async function save(tx: Tx, at: Date, moves: Move[]): Promise<void> {
  await tx.db
    .insert(orders)
    .values(moves.map(({ after }) => toRow(after)))
    .onConflictDoUpdate({ target: orders.id, set: proposed });

  const byListing = new Map<string, Units>();
  for (const { before, after } of moves) {
    const [were, are] = [unitsOf(before), unitsOf(after)];
    const { held, sold } = byListing.get(after.ticketId) ?? { held: 0, sold: 0 };
    byListing.set(after.ticketId, { held: held + are.held - were.held, sold: sold + are.sold - were.sold });
  }
  // In one order, so that two who have several to change cannot each wait for the other; and told of before the orders, so
  // that in the outbox, which a stock's lock keeps in order, the orders that changed it follow each stock.
  for (const [ticketId, units] of [...byListing].sort()) await moveUnits(tx, ticketId, units);

  const happenings = moves.map(({ after, event: definition }) => {
    return { definition, aggregateId: after.id, aggregateVersion: after.version, data: toState(after) };
  });
  await addToOutbox<Transition['event']>(tx, ...happenings);
  const lines = moves.map(({ after, event, what }) => ({ orderId: after.id, at, event: event.type, what }));
  await addToTimeline(tx, ...lines);
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
