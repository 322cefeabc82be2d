import { databaseTime, newId, type Tx } from '@frontrow/common/database';
import { type OrderAdmissions, settle } from '../admissions.ts';
import { lockOrderAdmissions, saveChange, saveOrderAdmissions } from '../store/order-admissions.ts';

/** Takes over news of an order under the lock of its admissions, and does what the state of order and payment then asks for. */
export async function settleAdmissions(
  tx: Tx,
  orderId: string,
  heed = (set: OrderAdmissions): OrderAdmissions => set,
): Promise<void> {
  const known = heed(await lockOrderAdmissions(tx, orderId));
  const now = (await databaseTime(tx)).toISOString();
  const change = settle(known, now, newId);
  if (change) await saveChange(tx, change);
  else await saveOrderAdmissions(tx, known);
}
