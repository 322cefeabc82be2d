import {
  type Currency,
  Instant,
  type OrderStatus,
  orderNumber,
  type SaleView,
  toMajor,
} from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { badCursor, type Cursor, decodeCursor, encodeCursor } from '@frontrow/common/http';
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { type Order, toState } from '../order.ts';
import { inScope, type Scope } from './figures.ts';
import { orders } from './tables.ts';

interface Filter {
  status?: OrderStatus | undefined;
  /** Placed from `from` on and before `until`. */
  from?: Date | undefined;
  until?: Date | undefined;
}

const matches = (scope: Scope, { status, from, until }: Filter): SQL | undefined =>
  and(
    inScope(scope),
    status && eq(orders.status, status),
    from && sql`${orders.createdAt} >= ${from.toISOString()}`,
    until && sql`${orders.createdAt} < ${until.toISOString()}`,
  );

/** Newest first by the database's clock, in which an order's place never changes. */
async function select(
  { db }: Queryable,
  scope: Scope,
  filter: Filter,
  cursor: string | undefined,
  limit: number,
): Promise<SaleView[]> {
  const rows = await db
    .select()
    .from(orders)
    .where(and(matches(scope, filter), cursor === undefined ? undefined : beyond(decodeCursor(cursor))))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(limit);
  return rows.map(toSale);
}

const positionOf = ({ createdAt, id }: SaleView): string => encodeCursor(createdAt, id);

function beyond([placed, id]: Cursor): SQL {
  const at = Instant.safeParse(placed).data;
  if (at === undefined) throw badCursor();
  return sql`(${orders.createdAt}, ${orders.id}) < (${at}::timestamptz, ${id}::uuid)`;
}

/** A page of the orders of a seller's listings, and where the next one begins if there is one. */
export async function findSales(
  db: Queryable,
  scope: Scope,
  { status, limit, cursor }: { status?: OrderStatus | undefined; limit: number; cursor?: string | undefined },
): Promise<{ page: SaleView[]; next: string | undefined }> {
  const found = await select(db, scope, { status }, cursor, limit + 1);
  const page = found.slice(0, limit);
  return { page, next: found.length > limit ? positionOf(page.at(-1)!) : undefined };
}

const BATCH = 1000;

/** All of them, a batch at a time. */
export async function* eachSale(db: Queryable, scope: Scope, filter: Filter): AsyncGenerator<SaleView[]> {
  for (let cursor: string | undefined; ; ) {
    const batch = await select(db, scope, filter, cursor, BATCH);
    yield batch;
    if (batch.length < BATCH) return;
    cursor = positionOf(batch.at(-1)!);
  }
}

/** What they were priced in, by name. */
export async function findCurrencies({ db }: Queryable, scope: Scope, filter: Filter): Promise<Currency[]> {
  const { currency } = orders;
  const rows = await db.selectDistinct({ currency }).from(orders).where(matches(scope, filter)).orderBy(currency);
  return rows.map((row) => row.currency);
}

function toSale(order: Order): SaleView {
  const { id, ticketId, ticket, userId, quantity, unitPrice, total, currency, ...state } = toState(order);
  return {
    id,
    number: orderNumber(id),
    ticketId,
    ticket: { ...ticket, id: ticketId },
    userId,
    quantity,
    unitPrice: toMajor(unitPrice, currency),
    total: toMajor(total, currency),
    currency,
    status: state.status,
    cancelReason: state.cancelReason,
    refund: state.refund,
    createdAt: state.createdAt,
    completedAt: order.completedAt?.toISOString() ?? null,
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
  };
}
