import { type Aggregate, type HeardEventView, streams } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { inArray, or, type SQL, sql } from 'drizzle-orm';
import { events } from './tables.ts';

/** More than any order has; what a broken service might add without end is cut off. */
const LIMIT = 500;

/**
 * What all services told of an order, oldest first: also of the stock, where a change has the same origin as one of
 * the order.
 */
export function findHistory(from: Queryable, orderId: string): Promise<HeardEventView[]> {
  return select(
    from,
    or(
      sql`${events.orderId} = ${orderId}`,
      sql`${events.id} in (
        select stock.id from events as stock join events as own on own.ticket_id = stock.ticket_id
          and own.correlation_id = stock.correlation_id and own.causation_id is not distinct from stock.causation_id
        where own.order_id = ${orderId} and own.aggregate = 'order' and stock.aggregate = 'stock')`,
    ),
  );
}

export const findEvents = (from: Queryable, ids: string[]): Promise<HeardEventView[]> =>
  ids.length === 0 ? Promise.resolve([]) : select(from, inArray(events.id, ids));

async function select({ db }: Queryable, where: SQL | undefined): Promise<HeardEventView[]> {
  const rows = await db.select().from(events).where(where).orderBy(events.receivedAt).limit(LIMIT);
  return rows.map(toView).sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

const toView = (row: typeof events.$inferSelect): HeardEventView => ({
  id: row.id,
  type: row.type,
  service: streams[row.aggregate as Aggregate].publisher,
  aggregateId: row.aggregateId,
  version: row.aggregateVersion,
  at: changedAt(row.data) ?? row.time.toISOString(),
  receivedAt: row.receivedAt.toISOString(),
  correlationId: row.correlationId,
  causationId: row.causationId,
  data: row.data,
});

/** What the state says by its database's clock is truer than the envelope, which has the time of a process. */
const changedAt = (data: unknown): string | undefined =>
  data && typeof data === 'object' && 'updatedAt' in data ? String(data.updatedAt) : undefined;
