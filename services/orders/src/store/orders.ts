import { OrderCreated } from '@frontrow/common/contracts';
import {
  databaseTime,
  fieldsOf,
  inserter,
  type Queryable,
  statement,
  type Trace,
  type Tx,
  updater,
} from '@frontrow/common/database';
import { addToOutbox, type Happening } from '@frontrow/common/messaging';
import { and, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { PaymentNews } from '../checkout.ts';
import { deadline, isRejection, type Order, type Rejection, type Transition, toState, unitsOf } from '../order.ts';
import { type BuyerHolds, noHolds } from '../place.ts';
import type { Units } from '../stock.ts';
import { lockStocksOf, saveUnits } from './stock.ts';
import { orders } from './tables.ts';
import { addToTimeline, type Line } from './timeline.ts';

/** Written out, as in the partial indexes: a plan that is made once cannot see that a parameter is one of these. */
export const unpaid = sql`${orders.status} in ('created', 'awaiting:payment')`;

const sumHolds = statement<{ userId: string; ticketId: string; quantity: number }>(
  'sum_holds',
  `select user_id as "userId", ticket_id as "ticketId", sum(quantity)::int as quantity from orders
   where user_id = any ($1::uuid[]) and status in ('created', 'awaiting:payment') group by user_id, ticket_id`,
);

/** What each of these buyers holds unpaid, by buyer. */
export async function findHolds(tx: Tx, userIds: readonly string[]): Promise<Map<string, BuyerHolds>> {
  const holds = new Map(userIds.map((userId) => [userId, noHolds()]));
  for (const { userId, ticketId, quantity } of await sumHolds(tx, [userIds])) {
    const ofBuyer = holds.get(userId)!;
    ofBuyer.inAll += quantity;
    ofBuyer.byListing.set(ticketId, quantity);
  }
  return holds;
}

const insert = inserter(orders);

/** Saves orders whose units are taken in the same transaction, each with what led to it. */
export async function addOrders(tx: Tx, placed: readonly { order: Order; trace: Trace }[]): Promise<void> {
  if (placed.length === 0) return;
  const happenings = placed.map(({ order, trace }) => {
    return {
      definition: OrderCreated,
      aggregateId: order.id,
      aggregateVersion: order.version,
      data: toState(order),
      trace,
    };
  });
  const lines = placed.map(({ order: { id, createdAt, quantity } }) => {
    return {
      orderId: id,
      at: createdAt,
      event: OrderCreated.type,
      what: { step: 'reserved' as const, values: { quantity } },
    };
  });
  await Promise.all([
    insert(
      tx,
      placed.map(({ order }) => toRow(order)),
    ),
    addToOutbox(tx, ...happenings),
    addToTimeline(tx, lines),
  ]);
}

/** An order with what is kept beside it, and not part of what others are told. */
export type StoredOrder = Order & PaymentNews;

export type Decide = (order: Order, now: Date) => Transition | Rejection | null;

/** What is to happen to an order. */
export interface Move {
  id: string;
  decide: Decide;
  /** What led to it; the transaction's own trace if not said. */
  trace?: Trace | undefined;
  /** Notes something that nobody is told of, before `decide` is asked. Null: this says nothing new, so it is not. */
  note?: ((order: StoredOrder) => Partial<StoredOrder> | null) | undefined;
}

const select = `select ${fieldsOf(orders)} from orders where id = any ($1::uuid[]) order by id for update`;
const lock = statement<StoredOrder>('lock_orders', select);
const lockFree = statement<StoredOrder>('lock_free_orders', `${select} skip locked`);

/**
 * Moves orders on, in about as many statements as that takes for one: locks them, lets `decide` judge each by the
 * database's time, and saves the outcomes with their units, events and lines in the timeline. Null from `decide` leaves an
 * order as it is. An order may come several times: it takes one step after the other, and each is told of. Returns what has
 * become of each, undefined where there is no such order.
 *
 * Orders are locked in the order of their ids, and stocks after them. `onlyFree` leaves alone those that someone else has.
 */
export async function moveOrders(
  tx: Tx,
  moves: readonly Move[],
  { onlyFree = false } = {},
): Promise<(Order | Rejection | undefined)[]> {
  if (moves.length === 0) return [];
  const ids = [...new Set(moves.map(({ id }) => id))];
  const [rows, now] = await Promise.all([(onlyFree ? lockFree : lock)(tx, [ids]), databaseTime(tx)]);
  const current = new Map(rows.map((row) => [row.id, row]));
  const before = new Map(current);
  const told: Told[] = [];
  const outcomes = moves.map(({ id, decide, trace, note }) => {
    const order = current.get(id);
    if (!order) return undefined;
    const noted = note?.(order);
    if (noted === null) return order;
    const known = noted ? { ...order, ...noted } : order;
    current.set(id, known);
    const decision = decide(known, now);
    if (decision === null || isRejection(decision)) return decision ?? known;
    const { order: after, event, what } = decision;
    const moved = { ...known, ...after, version: known.version + 1, updatedAt: now };
    current.set(id, moved);
    told.push({ order: moved, event, what, trace });
    return moved;
  });
  const changed = [...current.values()].filter((order) => order !== before.get(order.id));
  if (changed.length > 0) await save(tx, now, before, changed, told);
  return outcomes;
}

/** Moves one order on. */
export async function moveOrder(tx: Tx, id: string, decide: Decide): Promise<Order | Rejection | undefined> {
  const [outcome] = await moveOrders(tx, [{ id, decide }]);
  return outcome;
}

/** A step that an order took, as it is told. */
interface Told extends Omit<Transition, 'order'> {
  order: Order;
  trace: Trace | undefined;
}

/** What of an order never changes. */
const FIXED = ['id', 'ticketId', 'sellerId', 'userId', 'quantity', 'unitPrice', 'currency', 'ticket', 'createdAt'];
const update = updater(
  orders,
  'id',
  Object.keys(getTableColumns(orders)).filter((member) => !FIXED.includes(member)),
);

/** Saves what orders have become, the units they take up, and what is told of it. */
async function save(
  tx: Tx,
  at: Date,
  before: ReadonlyMap<string, Order>,
  changed: StoredOrder[],
  told: Told[],
): Promise<void> {
  const units = new Map<string, Units>();
  for (const after of changed) {
    const [were, are] = [unitsOf(before.get(after.id)!), unitsOf(after)];
    const { held, sold } = units.get(after.ticketId) ?? { held: 0, sold: 0 };
    units.set(after.ticketId, { held: held + are.held - were.held, sold: sold + are.sold - were.sold });
  }
  const happenings: Happening<Transition['event']>[] = told.map(({ order, event: definition, trace }) => {
    return { definition, aggregateId: order.id, aggregateVersion: order.version, data: toState(order), trace };
  });
  const lines: Line[] = told.map(({ order, event, what }) => ({ orderId: order.id, at, event: event.type, what }));
  const traces = new Map(told.map(({ order, trace }) => [order.ticketId, trace ?? tx.trace]));
  const [stocks] = await Promise.all([lockStocksOf(tx, units), update(tx, changed.map(toRow))]);
  // Stocks are told of before the orders, so that in the outbox, which a stock's lock keeps in order, the orders that
  // changed it follow each stock.
  await Promise.all([saveUnits(tx, stocks, units, traces), addToOutbox(tx, ...happenings), addToTimeline(tx, lines)]);
}

const toRow = <T extends Order>(order: T) => ({ ...order, expiresAt: deadline(order) });

/** Unpaid orders whose deadline passed at least so many seconds ago, the oldest first. */
export async function findOverdue(from: Queryable, seconds: number, limit: number): Promise<string[]> {
  const rows = await findLate(from, [seconds, limit]);
  return rows.map(({ id }) => id);
}

const findLate = statement<{ id: string }>(
  'find_overdue',
  `select id from orders where status in ('created', 'awaiting:payment')
     and expires_at <= statement_timestamp() - make_interval(secs => $1)
   order by expires_at limit $2`,
);

/** All unpaid orders of these buyers. */
export async function findUnpaidOf({ db }: Queryable, userIds: string[]): Promise<{ id: string; userId: string }[]> {
  return db
    .select({ id: orders.id, userId: orders.userId })
    .from(orders)
    .where(and(inArray(orders.userId, userIds), unpaid));
}

/** Unpaid orders of listings that are suspended. What is held of a stock says whether it has any, so most are not looked at. */
export async function findUnpaidOfSuspended(from: Queryable, limit: number): Promise<string[]> {
  const rows = await findWithdrawn(from, [limit]);
  return rows.map(({ id }) => id);
}

const findWithdrawn = statement<{ id: string }>(
  'find_unpaid_of_suspended',
  `select orders.id from stock join orders using (ticket_id)
   where stock.suspended and stock.held > 0 and orders.status in ('created', 'awaiting:payment') limit $1`,
);

/** Orders that still stand although their event was cancelled. */
export async function findOrdersOfClosed(from: Queryable, limit: number): Promise<string[]> {
  const rows = await findStanding(from, [limit]);
  return rows.map(({ id }) => id);
}

const findStanding = statement<{ id: string }>(
  'find_orders_of_closed',
  `select orders.id from orders join stock using (ticket_id)
   where stock.closed and orders.status <> 'cancelled' limit $1`,
);
