import { type DoorDutyView, foldEmail } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { invitations, organisers, staff, tickets, users } from './tables.ts';

/** How long an invitation stands. After that the address is forgotten. */
const INVITED_DAYS = 30;

const addressOfUser = sql<string>`coalesce(${users.emailKey}, lower(${users.email}))`;

export interface StaffChange {
  /** Addresses that were not invited before. */
  invited: string[];
  /** How many were taken off the staff, or had an invitation that is taken back. */
  removed: number;
}

/**
 * Makes these the staff of a listing, whose row is locked, and no one else: who accepted before stays, everybody else is
 * invited. It asks only who is on this staff, and so takes and does the same whether or not an address has an account.
 */
export async function replaceStaff({ db }: Tx, ticketId: string, emails: string[]): Promise<StaffChange> {
  const wanted = new Map(emails.map((email) => [foldEmail(email), email]));
  const present = await db
    .select({ userId: staff.userId, key: addressOfUser })
    .from(staff)
    .innerJoin(users, eq(users.id, staff.userId))
    .where(eq(staff.ticketId, ticketId));
  const leaving = present.filter(({ key }) => !wanted.has(key)).map(({ userId }) => userId);
  if (leaving.length > 0)
    await db.delete(staff).where(and(eq(staff.ticketId, ticketId), inArray(staff.userId, leaving)));
  for (const { key } of present) wanted.delete(key);

  const keys = [...wanted.keys()];
  const takenBack = await db
    .delete(invitations)
    .where(
      and(eq(invitations.ticketId, ticketId), sql`not (${invitations.emailKey} = any(${sql.param(keys)}::text[]))`),
    );
  const invited = await invite(db, ticketId, wanted);
  return { invited, removed: leaving.length + (takenBack.rowCount ?? 0) };
}

async function invite(db: Tx['db'], ticketId: string, wanted: Map<string, string>): Promise<string[]> {
  if (wanted.size === 0) return [];
  const added = await db
    .insert(invitations)
    .values([...wanted].map(([emailKey, email]) => ({ ticketId, emailKey, email })))
    .onConflictDoNothing()
    .returning({ email: invitations.email });
  return added.map(({ email }) => email);
}

/** Whether an invitation is to whoever has this account; if need be, only once the address is confirmed. */
const isTo = (userId: string, verified: boolean) => sql`
  ${invitations.emailKey} = (
    select ${addressOfUser} from users
    where users.id = ${userId} and email <> '' and not closed and (verified or not ${verified}::boolean))
  and ${invitations.invitedAt} > statement_timestamp() - make_interval(days => ${INVITED_DAYS}::int)`;

interface Invited {
  userId: string;
  /** Whether the address must be confirmed. */
  verified: boolean;
}

/** What somebody is invited to, the next event first. */
export const findInvitations = (
  { db }: Queryable,
  { userId, verified }: Invited,
): Promise<DoorDutyView['invitations']> =>
  db
    .select({
      ticketId: tickets.id,
      title: tickets.title,
      startsAt: tickets.startsAt,
      endsAt: tickets.endsAt,
      organiser: sql<string>`coalesce(${organisers.name}, '')`,
    })
    .from(invitations)
    .innerJoin(tickets, eq(tickets.id, invitations.ticketId))
    .leftJoin(organisers, eq(organisers.sellerId, tickets.sellerId))
    .where(isTo(userId, verified))
    .orderBy(asc(tickets.sortTime), asc(tickets.id));

/** Takes the invitation of somebody to a listing, whose row is locked, out of those that wait; false when there is none. */
export async function takeInvitation({ db }: Tx, ticketId: string, { userId, verified }: Invited): Promise<boolean> {
  const { rowCount } = await db
    .delete(invitations)
    .where(and(eq(invitations.ticketId, ticketId), isTo(userId, verified)));
  return rowCount === 1;
}

export async function addToStaff({ db }: Tx, ticketId: string, userId: string): Promise<void> {
  await db.insert(staff).values({ ticketId, userId }).onConflictDoNothing();
}

/** Takes somebody off the staff of a listing; false when they were not on it. */
export async function leaveStaff({ db }: Tx, ticketId: string, userId: string): Promise<boolean> {
  const { rowCount } = await db.delete(staff).where(and(eq(staff.ticketId, ticketId), eq(staff.userId, userId)));
  return rowCount === 1;
}

/** Forgets invitations that nobody answered. */
export async function deleteOldInvitations({ db }: Queryable): Promise<void> {
  await db.execute(sql`
    delete from staff_invitations
    where invited_at < statement_timestamp() - make_interval(days => ${INVITED_DAYS}::int)`);
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
