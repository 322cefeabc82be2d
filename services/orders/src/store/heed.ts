import type { Tx } from '@frontrow/common/database';
import { eq } from 'drizzle-orm';
import type { MoneyBack } from '../checkout.ts';
import { orders } from './tables.ts';

/**
 * Notes the version of an order's payment under the order's lock, and where its money is: true when it is newer than what
 * was heeded before, false when not, undefined without the order.
 */
export async function heedPayment(
  tx: Tx,
  orderId: string,
  version: number,
  moneyBack: MoneyBack | null | undefined,
): Promise<boolean | undefined> {
  const [row] = await tx.db
    .select({ seen: orders.paymentVersion })
    .from(orders)
    .where(eq(orders.id, orderId))
    .for('update');
  if (!row) return undefined;
  if (version <= row.seen) return false;
  await tx.db.update(orders).set({ paymentVersion: version, moneyBack }).where(eq(orders.id, orderId));
  return true;
}
