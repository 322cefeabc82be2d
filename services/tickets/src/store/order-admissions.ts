import type { Queryable, Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { asc, eq, sql } from 'drizzle-orm';
import { type Change, type OrderAdmissions, toState } from '../admissions.ts';
import { admissions, orderAdmissions } from './tables.ts';

type Row = typeof orderAdmissions.$inferSelect;

/**
 * The admissions of an order under their lock, which decides every race: a refund and a check-in of the same order, two
 * scans of the same code. An order that was unknown begins to be known.
 */
export async function lockOrderAdmissions(tx: Tx, orderId: string): Promise<OrderAdmissions> {
  await tx.db.insert(orderAdmissions).values({ orderId }).onConflictDoNothing();
  const [row] = await tx.db.select().from(orderAdmissions).where(eq(orderAdmissions.orderId, orderId)).for('update');
  return toSet(tx, row!);
}

async function toSet({ db }: Queryable, row: Row): Promise<OrderAdmissions> {
  const { orderId, version, state, captured, refusedVersion } = row;
  const { id, number, issuedAt, redeemedAt, revokedAt, scanId, leaseId } = admissions;
  const issued = await db
    .select({ id, number, issuedAt, redeemedAt, revokedAt, scanId, leaseId })
    .from(admissions)
    .where(eq(admissions.orderId, orderId))
    .orderBy(asc(admissions.number));
  return { orderId, version, state, captured, refusedVersion, order: orderOf(row), admissions: issued };
}

/** The table's check keeps the order's part whole: all of it is there, or none. */
function orderOf({ orderVersion, ticketId, userId, quantity, orderStatus, refund }: Row): OrderAdmissions['order'] {
  if (orderVersion === 0) return null;
  return {
    ticketId: ticketId!,
    userId: userId!,
    quantity: quantity!,
    status: orderStatus!,
    refund: refund!,
    version: orderVersion,
  };
}

/** Keeps what is known and issued. */
export async function saveOrderAdmissions({ db }: Tx, set: OrderAdmissions): Promise<void> {
  const { orderId, version, state, captured, refusedVersion, order } = set;
  const known = order && {
    orderVersion: order.version,
    ticketId: order.ticketId,
    userId: order.userId,
    quantity: order.quantity,
    orderStatus: order.status,
    refund: order.refund,
  };
  await db
    .update(orderAdmissions)
    .set({ version, state, captured, refusedVersion, ...known })
    .where(eq(orderAdmissions.orderId, orderId));
  if (!order || set.admissions.length === 0) return;
  const { ticketId, userId } = order;
  await db
    .insert(admissions)
    .values(set.admissions.map((admission) => ({ ...admission, orderId, ticketId, userId })))
    .onConflictDoUpdate({
      target: admissions.id,
      set: {
        redeemedAt: sql`excluded.redeemed_at`,
        revokedAt: sql`excluded.revoked_at`,
        scanId: sql`excluded.scan_id`,
        leaseId: sql`excluded.lease_id`,
        changedAt: sql`clock_timestamp()`,
      },
      // A door that asks what has changed is not told of what is as it was.
      setWhere: sql`(${admissions.redeemedAt}, ${admissions.revokedAt}, ${admissions.scanId}, ${admissions.leaseId})
        is distinct from (excluded.redeemed_at, excluded.revoked_at, excluded.scan_id, excluded.lease_id)`,
    });
}

/** Keeps a decision and tells of it. */
export async function saveChange(tx: Tx, { set, event }: Change): Promise<void> {
  await saveOrderAdmissions(tx, set);
  await addToOutbox(tx, {
    definition: event,
    aggregateId: set.orderId,
    aggregateVersion: set.version,
    data: toState(set),
  });
}
