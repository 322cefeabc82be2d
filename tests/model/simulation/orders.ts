import { OrderCreated, StockUpdated } from '@frontrow/common/contracts';
import type { Order, Rejection, Transition } from '../../../services/orders/src/order.ts';
import type { Listing } from '../../../services/orders/src/place.ts';
import type { Stock, Units } from '../../../services/orders/src/stock.ts';
import { type Database, newDatabase, Refused, type Table, type Tx, transaction } from './database.ts';
import type { Process } from './processes.ts';
import { watchTransition } from './watch.ts';
import type { World } from './world.ts';

/** The shell of the orders service, its SQL replaced by maps. */
export interface Orders {
  database: Database;
  listings: Table<Listing>;
  stock: Table<Stock>;
  orders: Table<Order>;
  /** Per order, the events of others that were handled, each as often as it was. The timeline shows them once. */
  handled: Table<string[]>;
}

export const newOrders = (): Orders => ({
  database: newDatabase(),
  listings: new Map(),
  stock: new Map(),
  orders: new Map(),
  handled: new Map(),
});

export const HOLD_SECONDS = 15 * 60;
const EXTENSION_SECONDS = 5 * 60;
const SWEEP_AFTER_MS = 2_000;
const RULES = { holdsPerListing: 10, holdsInAll: 50 };
const SKEW_MS = 5 * 60 * 1000;

export function* placeOrder(world: World, userId: string, ticketId: string, quantity: number): Process {
  const { database, listings, stock, orders } = world.orders;
  const listing = listings.get(ticketId);
  const seen = stock.get(ticketId);
  if (!listing || !seen) return;
  yield; // others may be quicker between our look at the stock and our taking of it
  const placed = yield* transaction(world, database, (tx) => {
    const unpaid = [...orders.values()].filter((order) => order.userId === userId && world.core.order.isUnpaid(order));
    const holds = {
      ofListing: sum(unpaid.filter((order) => order.ticketId === ticketId)),
      inAll: sum(unpaid),
    };
    const wish = { quantity };
    if (world.core.place.placingProblem(wish, listing, seen, holds, RULES)) return undefined;
    if (world.core.place.salesProblem(tx.get(stock, ticketId)!)) return undefined;
    moveUnits(world, tx, ticketId, { held: quantity, sold: 0 });
    const order = world.core.place.newOrder(world.newId('order-'), userId, wish, listing, HOLD_SECONDS, tx.now);
    tx.put(orders, order.id, order);
    tx.tell(OrderCreated, order.id, order.version, world.core.order.toState(order));
    return order.id;
  });
  if (placed) world.answers.push({ told: 'placed', orderId: placed });
}

const sum = (orders: Order[]) => orders.reduce((total, { quantity }) => total + quantity, 0);

function moveUnits(world: World, tx: Tx, ticketId: string, { held, sold }: Units): void {
  if (held === 0 && sold === 0) return;
  const row = tx.get(world.orders.stock, ticketId)!;
  const after = { ...row, version: row.version + 1, held: row.held + held, sold: row.sold + sold };
  if (after.held < 0 || after.sold < 0) throw new Refused('units are given back that nobody had');
  const fits = after.held + after.sold <= after.capacity;
  if (!fits && !world.flaws.noStockCheck) throw new Refused('not so many units are left');
  keepStock(world, tx, after);
}

export function keepStock(world: World, tx: Tx, stock: Stock): void {
  const { version, ...data } = stock;
  tx.put(world.orders.stock, stock.ticketId, stock);
  tx.tell(StockUpdated, stock.ticketId, version, data);
}

export type Decide = (order: Order, now: Date) => Transition | Rejection | null;

export function updateOrder(world: World, tx: Tx, id: string, decide: Decide): Order | Rejection | undefined {
  const { orders } = world.orders;
  const row = tx.get(orders, id);
  if (!row) return undefined;
  const decision = decide(row, world.flaws.processClock ? new Date(world.now + SKEW_MS) : tx.now);
  if (decision === null) return row;
  if (world.core.order.isRejection(decision)) return decision;
  const after = { ...decision.order, version: row.version + 1, updatedAt: tx.now };
  tx.put(orders, id, after);
  const [were, are] = [world.core.order.unitsOf(row), world.core.order.unitsOf(after)];
  moveUnits(world, tx, row.ticketId, { held: are.held - were.held, sold: are.sold - were.sold });
  tx.tell(decision.event, id, after.version, world.core.order.toState(after));
  tx.committed(() => watchTransition(world, row, after));
  return after;
}

const change = (world: World, id: string, decide: Decide) =>
  transaction(world, world.orders.database, (tx) => updateOrder(world, tx, id, decide));

export function* cancelOrder(world: World, id: string): Process {
  const listing = world.orders.listings.get(world.orders.orders.get(id)!.ticketId)!;
  const outcome = yield* change(world, id, (order, now) => world.core.order.cancelByBuyer(order, listing, now));
  if (world.core.order.isRejection(outcome!)) return;
  world.answers.push({ told: outcome!.status === 'cancelled' ? 'released' : 'refund asked', orderId: id });
}

export function* extendOrder(world: World, id: string): Process {
  const outcome = yield* change(world, id, (order, now) => world.core.order.extend(order, EXTENSION_SECONDS, now));
  if (!world.core.order.isRejection(outcome!)) world.answers.push({ told: 'extended', orderId: id });
}

/** The worker that expires what no timer expired. */
export function* sweepOverdue(world: World): Process {
  for (const order of world.orders.orders.values()) {
    const overdue = world.core.order.deadline(order).getTime() <= world.now - SWEEP_AFTER_MS;
    if (world.core.order.isUnpaid(order) && overdue) yield* change(world, order.id, world.core.order.expire);
  }
}

/** The worker that cancels the orders of cancelled events. */
export function* cancelEvents(world: World): Process {
  for (const { id, ticketId, status } of world.orders.orders.values()) {
    const standing = status !== 'cancelled' && world.orders.stock.get(ticketId)!.closed;
    if (standing) yield* change(world, id, world.core.order.cancelEvent);
  }
}
