import { AdmissionIssued } from '@frontrow/common/contracts';
import { databaseTime, newId, type Trace, type Tx } from '@frontrow/common/database';
import { follow, type News, type OrderAdmissions } from '../admissions.ts';
import type { TicketsKit } from '../config.ts';
import { newShortCode } from '../security/short-code.ts';
import { lockSets, saveSets, type Told } from '../store/order-admissions.ts';

/** What is heard of one of several orders, and what it is due to. */
export interface OrderNews extends News {
  orderId: string;
  trace: Trace;
}

/**
 * Takes over what is heard of orders, each under the lock of its admissions, and does what the state of order and payment
 * then asks for: two round trips for any number of orders. `begin` makes the rows of those that may be unknown.
 */
export async function settleAdmissions(
  tx: Tx,
  news: OrderNews[],
  { sealCodes }: TicketsKit['resources'],
  begin: () => Promise<unknown> = async () => {},
): Promise<void> {
  const byOrder = newsByOrder(news);
  const [, known, time] = await Promise.all([begin(), lockSets(tx, [...byOrder.keys()]), databaseTime(tx)]);
  const sets: OrderAdmissions[] = [];
  const changes: Told[] = [];
  for (const set of known) {
    const after = follow(set, byOrder.get(set.orderId)!, time.toISOString(), newAdmission);
    if (after.set !== set) sets.push(after.set);
    for (const { because, ...change } of after.changes) {
      const codes = change.event === AdmissionIssued ? sealCodes(change.set) : undefined;
      changes.push({ ...change, codes, trace: because.trace });
    }
  }
  await saveSets(tx, sets, changes);
}

const newAdmission = () => ({ id: newId(), shortCode: newShortCode() });

function newsByOrder(news: OrderNews[]): Map<string, OrderNews[]> {
  const byOrder = new Map<string, OrderNews[]>();
  for (const one of news) {
    const ofOrder = byOrder.get(one.orderId);
    if (ofOrder) ofOrder.push(one);
    else byOrder.set(one.orderId, [one]);
  }
  return byOrder;
}
