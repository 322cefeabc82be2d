import type { Id, OrderState } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import type { Copy } from '@frontrow/common/messaging';
import { eq } from 'drizzle-orm';
import type { PayableOrder } from '../payment.ts';
import { orders } from './tables.ts';

export async function findOrder({ db }: Queryable, id: Id): Promise<PayableOrder | undefined> {
  const [order] = await db.select().from(orders).where(eq(orders.id, id));
  return order;
}

/** Orders as payments knows them. */
export const orderCopy: Copy<OrderState> = {
  name: 'orders',
  table: orders,
  key: 'id',
  version: 'version',
  toRow: ({ id, userId, status, total, currency, cancelReason, expiresAt }, version) => {
    return { id, version, userId, status, total, currency, cancelReason, expiresAt: new Date(expiresAt) };
  },
};
