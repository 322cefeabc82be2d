import type { DoorDutyView } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { staff, tickets } from './tables.ts';

/** Makes these the staff of a listing, and no one else. */
export async function replaceStaff({ db }: Tx, ticketId: string, userIds: string[]): Promise<void> {
  await db.delete(staff).where(eq(staff.ticketId, ticketId));
  if (userIds.length > 0) await db.insert(staff).values(userIds.map((userId) => ({ ticketId, userId })));
}

/** Takes people off the staff of every listing. */
export async function dismissFromStaff({ db }: Tx, userIds: string[]): Promise<void> {
  await db.delete(staff).where(inArray(staff.userId, userIds));
}

/** The listings that someone is staff of, the next event first. */
export async function findStaffRoles({ db }: Queryable, userId: string): Promise<DoorDutyView['staffOf']> {
  return db
    .select({ ticketId: tickets.id, title: tickets.title, startsAt: tickets.startsAt, endsAt: tickets.endsAt })
    .from(staff)
    .innerJoin(tickets, eq(tickets.id, staff.ticketId))
    .where(eq(staff.userId, userId))
    .orderBy(asc(tickets.sortTime), asc(tickets.id));
}

export async function isStaff({ db }: Queryable, ticketId: string, userId: string): Promise<boolean> {
  const found = await db
    .select()
    .from(staff)
    .where(and(eq(staff.ticketId, ticketId), eq(staff.userId, userId)));
  return found.length > 0;
}
