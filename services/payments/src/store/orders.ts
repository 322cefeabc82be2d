import type { Id, OrderState } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { eq, getTableColumns, lt, sql } from 'drizzle-orm';
import type { PayableOrder } from '../payment.ts';
import { orders } from './tables.ts';

export async function findOrder({ db }: Queryable, id: Id): Promise<PayableOrder | undefined> {
  const [order] = await db.select().from(orders).where(eq(orders.id, id));
  return order;
}

/** The order, held until the transaction ends: one attempt to pay it begins at a time. */
export async function lockOrder({ db }: Tx, id: Id): Promise<PayableOrder> {
  const [order] = await db.select().from(orders).where(eq(orders.id, id)).for('update');
  return order!;
}

const newer = Object.fromEntries(
  Object.entries(getTableColumns(orders)).map(([member, column]) => [member, sql.raw(`excluded.${column.name}`)]),
);

/** Moves the copy forward to a version; false when it was there already. */
export async function advanceOrder({ db }: Tx, state: OrderState, version: number): Promise<boolean> {
  const { id, userId, status, total, currency, cancelReason } = state;
  const { rowCount } = await db
    .insert(orders)
    .values({ id, version, userId, status, total, currency, cancelReason, expiresAt: new Date(state.expiresAt) })
    .onConflictDoUpdate({ target: orders.id, set: newer, setWhere: lt(orders.version, sql.raw('excluded.version')) });
  return rowCount === 1;
}
