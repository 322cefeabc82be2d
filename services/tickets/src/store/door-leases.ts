import type { DoorDutyView, DoorLeaseView } from '@frontrow/common/contracts';
import { newId, type Queryable, type Tx } from '@frontrow/common/database';
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { LEASE_HOURS } from '../door.ts';
import { doorLeases, users } from './tables.ts';

const now = sql<string>`clock_timestamp()`;
const untilThen = sql<string>`clock_timestamp() + make_interval(hours => ${LEASE_HOURS})`;
const isOpen = isNull(doorLeases.endedAt);
const isGood = and(isOpen, sql`${doorLeases.expiresAt} > clock_timestamp()`);

const view = {
  id: doorLeases.id,
  ticketId: doorLeases.ticketId,
  deviceName: doorLeases.deviceName,
  // The copy of an account that is gone has no address.
  holder: sql<string | null>`nullif(${users.email}, '')`,
  takenAt: doorLeases.takenAt,
  renewedAt: doorLeases.renewedAt,
  expiresAt: doorLeases.expiresAt,
};

async function findOne({ db }: Queryable, where: SQL | undefined): Promise<DoorLeaseView | undefined> {
  const [found] = await db.select(view).from(doorLeases).leftJoin(users, eq(users.id, doorLeases.userId)).where(where);
  return found;
}

/** The lease that a device has of a listing's guest list right now. */
export const findOpenLease = (db: Queryable, ticketId: string): Promise<DoorLeaseView | undefined> =>
  findOne(db, and(eq(doorLeases.ticketId, ticketId), isGood));

/** A lease of a listing, also one that is over. */
export const findLease = (db: Queryable, ticketId: string, id: string): Promise<DoorLeaseView | undefined> =>
  findOne(db, and(eq(doorLeases.ticketId, ticketId), eq(doorLeases.id, id)));

interface Device {
  deviceId: string;
  deviceName: string;
  userId: string;
}

/**
 * Gives a listing's guest list to a device that has it already, or when no other has it, or from another that has. The
 * unique index decides between devices that come at once. Undefined when another device has it.
 */
export async function takeLease(
  tx: Tx,
  ticketId: string,
  { deviceId, deviceName, userId }: Device,
  takeOver: boolean,
): Promise<DoorLeaseView | undefined> {
  const { db } = tx;
  const ofTicket = eq(doorLeases.ticketId, ticketId);
  const [mine] = await db
    .update(doorLeases)
    .set({ deviceName, userId, renewedAt: now, expiresAt: untilThen })
    .where(and(ofTicket, isGood, eq(doorLeases.deviceId, deviceId)))
    .returning({ id: doorLeases.id });
  if (mine) return findLease(tx, ticketId, mine.id);

  const mayEnd = takeOver ? undefined : sql`${doorLeases.expiresAt} <= clock_timestamp()`;
  await db
    .update(doorLeases)
    .set({ endedAt: sql`least(${doorLeases.expiresAt}, clock_timestamp())` })
    .where(and(ofTicket, isOpen, mayEnd));
  const [taken] = await db
    .insert(doorLeases)
    .values({
      id: newId(),
      ticketId,
      deviceId,
      deviceName,
      userId,
      takenAt: now,
      renewedAt: now,
      expiresAt: untilThen,
    })
    .onConflictDoNothing({ target: doorLeases.ticketId, where: isOpen })
    .returning({ id: doorLeases.id });
  return taken && findLease(tx, ticketId, taken.id);
}

/** Ends a lease; one that is over stays as it is. */
export async function endLease({ db }: Queryable, ticketId: string, id: string): Promise<void> {
  await db
    .update(doorLeases)
    .set({ endedAt: sql`least(${doorLeases.expiresAt}, clock_timestamp())` })
    .where(and(eq(doorLeases.ticketId, ticketId), eq(doorLeases.id, id), isOpen));
}

/** The guest lists that someone took, the newest first. */
export async function findLeasesOfUser({ db }: Queryable, userId: string): Promise<DoorDutyView['leases']> {
  const { ticketId, deviceName, takenAt, expiresAt, endedAt } = doorLeases;
  return db
    .select({ ticketId, deviceName, takenAt, expiresAt, endedAt })
    .from(doorLeases)
    .where(eq(doorLeases.userId, userId))
    .orderBy(desc(doorLeases.takenAt));
}
