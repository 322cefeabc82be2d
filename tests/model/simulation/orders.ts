import { OrderCreated, StockUpdated } from '@frontrow/common/contracts';
import type { Order, Rejection, Transition } from '../../../services/orders/src/order.ts';
import type { Listing } from '../../../services/orders/src/place.ts';
import type { Stock, Units } from '../../../services/orders/src/stock.ts';
import {
  type Commit,
  CommitUnknown,
  type Database,
  newDatabase,
  Refused,
  type Table,
  type Tx,
  transaction,
} from './database.ts';
import type { Process } from './processes.ts';
import { watchDeadlines, watchPlacing, watchRequest, watchTransition } from './watch.ts';
import type { World } from './world.ts';

/** The shell of the orders service, its SQL replaced by maps. */
export interface Orders {
  database: Database;
  listings: Table<Listing>;
  stock: Table<Stock>;
  orders: Table<Order>;
  /** Per order, the events of others that were handled, each as often as it was. The timeline shows them once. */
  handled: Table<string[]>;
  /** The order that each request made, by its Idempotency-Key. */
  answered: Table<string>;
}

/** What a client asks for. It may ask again under the same key, and then wants the same answer. */
export interface Request {
  key: string;
  userId: string;
  ticketId: string;
  quantity: number;
}

export const newOrders = (): Orders => ({
  database: newDatabase(),
  listings: new Map(),
  stock: new Map(),
  orders: new Map(),
  handled: new Map(),
  answered: new Map(),
});

export const HOLD_SECONDS = 15 * 60;
const EXTENSION_SECONDS = 5 * 60;
const SWEEP_AFTER_MS = 2_000;
const RULES = { holdsPerListing: 10, holdsInAll: 50 };
const SKEW_MS = 5 * 60 * 1000;

/**
 * Reserves for a group of requests in one transaction. A group that fails is done one by one; one whose commit may have
 * been done is never tried again, and nobody is answered: their keys tell, when they ask again.
 */
export function* placeOrders(world: World, group: Request[], commit: Commit): Process {
  const { listings, stock } = world.orders;
  const seen = new Map(stock); // rows are replaced, never changed
  const known = group.filter(({ ticketId }) => listings.has(ticketId) && seen.has(ticketId));
  if (known.length === 0) return;
  yield; // others may be quicker between our look at the stock and our taking of it
  try {
    yield* placeTogether(world, known, seen, commit);
  } catch (error) {
    const inDoubt = error instanceof CommitUnknown && world.flaws.unknownTriedAgain === true;
    if (!(error instanceof Refused || inDoubt)) throw error;
    for (const request of world.flaws.memberForgotten ? known.slice(1) : known) {
      yield* placeAlone(world, request, inDoubt);
    }
  }
}

function* placeAlone(world: World, request: Request, claimed: boolean): Process {
  try {
    yield* placeTogether(world, [request], new Map(world.orders.stock), 'done', claimed);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/** Whoever believes to have `claimed` the keys already does not ask what was answered under them. */
function* placeTogether(
  world: World,
  group: Request[],
  seen: Map<string, Stock>,
  commit: Commit,
  claimed = false,
): Process {
  const { orders, database } = world.orders;
  const { flaws, core } = world;
  let placed: string[] = [];
  const tell = (ids: string[]) => {
    for (const orderId of ids) world.answers.push({ told: 'placed', orderId });
  };
  const work = (tx: Tx) => {
    placed = placeEach(tx);
    if (flaws.answerBeforeCommit) tell(placed);
  };
  try {
    yield* transaction(world, database, work, commit);
  } catch (error) {
    // Nobody may be told what a group that failed had decided.
    if (error instanceof Refused && flaws.memberForgotten) tell(placed.slice(0, 1));
    throw error;
  }
  if (!flaws.answerBeforeCommit) tell(placed);

  function placeEach(tx: Tx): string[] {
    const { answered } = world.orders;
    const left = new Map(seen);
    const taken = new Map<string, number>();
    const made: Order[] = [];
    const outcomes: string[] = [];
    for (const { key, userId, ticketId, quantity } of group) {
      const before = claimed ? undefined : tx.get(answered, key);
      if (before !== undefined) {
        outcomes.push(before);
        continue;
      }
      const mine = [...orders.values(), ...made].filter(
        (order) => order.userId === userId && core.order.isUnpaid(order),
      );
      const holds = { ofListing: sum(mine.filter((order) => order.ticketId === ticketId)), inAll: sum(mine) };
      const listing = tx.get(world.orders.listings, ticketId)!;
      const stock = left.get(ticketId)!;
      if (core.place.placingProblem({ quantity }, listing, stock, holds, RULES, tx.now)) continue;
      if (core.place.salesProblem(tx.get(world.orders.stock, ticketId)!)) continue;
      const order = core.place.newOrder(world.newId('order-'), userId, { quantity }, listing, HOLD_SECONDS, tx.now);
      left.set(ticketId, { ...stock, held: stock.held + quantity });
      taken.set(ticketId, (taken.get(ticketId) ?? 0) + quantity);
      made.push(order);
      outcomes.push(order.id);
      tx.put(orders, order.id, order);
      tx.put(answered, key, order.id);
      tx.tell(OrderCreated, order.id, order.version, core.order.toState(order));
      tx.committed(() => {
        watchRequest(world, key, order.id);
        watchPlacing(world, order);
        watchDeadlines(world, ticketId);
      });
    }
    tx.committed(() => {
      if (made.length > 1) world.commits.groups += 1;
    });
    for (const [ticketId, held] of taken) moveUnits(world, tx, ticketId, { held, sold: 0 });
    return outcomes;
  }
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

/** The seller, or an operator, gives an order back out of turn. */
export function* refundOrder(world: World, id: string, by: 'seller' | 'operator'): Process {
  const outcome = yield* change(world, id, (order, now) => world.core.order.refundOutOfTurn(order, by, 'why', now));
  if (!world.core.order.isRejection(outcome!)) world.answers.push({ told: 'refunded', orderId: id });
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

/** The worker that cancels the unpaid orders of suspended listings. Much may happen between its look at them and each of them. */
export function* cancelSuspended(world: World): Process {
  const { orders, stock } = world.orders;
  const isWithdrawn = (order: Order) => {
    const { suspended, held } = stock.get(order.ticketId)!;
    if (world.flaws.paidWithdrawn) return suspended && order.status !== 'cancelled';
    return suspended && held > 0 && world.core.order.isUnpaid(order);
  };
  const unpaid = [...orders.values()].filter(isWithdrawn);
  for (const { id } of unpaid) {
    yield;
    yield* change(world, id, world.core.order.suspend);
  }
}
