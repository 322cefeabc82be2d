import type { Tx } from '@frontrow/common/database';
import { eq } from 'drizzle-orm';
import { orders } from './tables.ts';

type VersionColumn = 'paymentVersion' | 'admissionVersion';

/**
 * Notes the version of an order's payment or admissions under the order's lock: true when it is newer than what was
 * heeded before, false when not, undefined without the order.
 */
async function heed(tx: Tx, orderId: string, column: VersionColumn, version: number): Promise<boolean | undefined> {
  const [row] = await tx.db.select({ seen: orders[column] }).from(orders).where(eq(orders.id, orderId)).for('update');
  if (!row) return undefined;
  if (version <= row.seen) return false;
  await tx.db
    .update(orders)
    .set({ [column]: version })
    .where(eq(orders.id, orderId));
  return true;
}

export const heedPayment = (tx: Tx, orderId: string, version: number) => heed(tx, orderId, 'paymentVersion', version);
export const heedAdmissions = (tx: Tx, orderId: string, version: number) =>
  heed(tx, orderId, 'admissionVersion', version);
