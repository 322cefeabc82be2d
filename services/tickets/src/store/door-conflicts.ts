import type { DoorConflictView } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { decodeCursor } from '@frontrow/common/http';
import { aliasedTable, and, count, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { type Page, pageOf } from './paging.ts';
import { admissions, doorConflicts, doorLeases, orderAdmissions } from './tables.ts';

export type NewConflict = Omit<typeof doorConflicts.$inferInsert, 'notedAt'>;

const otherLeases = aliasedTable(doorLeases, 'other_leases');

async function select({ db }: Queryable, where: SQL | undefined, limit: number): Promise<DoorConflictView[]> {
  return db
    .select({
      scanId: doorConflicts.scanId,
      kind: doorConflicts.kind,
      admissionId: doorConflicts.admissionId,
      number: admissions.number,
      of: orderAdmissions.quantity,
      scannedAt: doorConflicts.scannedAt,
      deviceName: doorLeases.deviceName,
      otherAt: doorConflicts.otherAt,
      otherDeviceName: otherLeases.deviceName,
      notedAt: doorConflicts.notedAt,
    })
    .from(doorConflicts)
    .innerJoin(doorLeases, eq(doorLeases.id, doorConflicts.leaseId))
    .leftJoin(otherLeases, eq(otherLeases.id, doorConflicts.otherLeaseId))
    .leftJoin(admissions, eq(admissions.id, doorConflicts.admissionId))
    .leftJoin(orderAdmissions, eq(orderAdmissions.orderId, admissions.orderId))
    .where(where)
    .orderBy(desc(doorConflicts.scanId))
    .limit(limit);
}

/** The conflict that a scan is noted as at a listing: another door may have a scan of the same id. */
export async function findConflict(
  db: Queryable,
  ticketId: string,
  scanId: string,
): Promise<DoorConflictView | undefined> {
  const [found] = await select(db, and(eq(doorConflicts.ticketId, ticketId), eq(doorConflicts.scanId, scanId)), 1);
  return found;
}

/** Whether a scan is noted as a conflict of this listing. */
export async function isConflictAt({ db }: Queryable, ticketId: string, scanId: string): Promise<boolean> {
  const [found] = await db
    .select({ scanId: doorConflicts.scanId })
    .from(doorConflicts)
    .where(and(eq(doorConflicts.ticketId, ticketId), eq(doorConflicts.scanId, scanId)));
  return found !== undefined;
}

/** A page of a listing's conflicts, those of the latest scans first. */
export async function findConflicts(
  db: Queryable,
  ticketId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<DoorConflictView>> {
  const beyond = cursor === undefined ? undefined : lt(doorConflicts.scanId, decodeCursor(cursor)[1]);
  const found = await select(db, and(eq(doorConflicts.ticketId, ticketId), beyond), limit + 1);
  return pageOf(found, limit, ({ scanId }) => [null, scanId]);
}

export async function countConflicts({ db }: Queryable, ticketId: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(doorConflicts).where(eq(doorConflicts.ticketId, ticketId));
  return row!.n;
}

/** Notes a conflict, once for its scan at this listing, and tells it. */
export async function noteConflict(tx: Tx, conflict: NewConflict): Promise<DoorConflictView> {
  await tx.db
    .insert(doorConflicts)
    .values({ ...conflict, notedAt: sql`clock_timestamp()` })
    .onConflictDoNothing();
  return (await findConflict(tx, conflict.ticketId, conflict.scanId))!;
}
