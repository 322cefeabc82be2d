import { SessionRevoked } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { rememberRevocation } from '@frontrow/common/http';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, count, desc, eq, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { UserSession } from '../session.ts';
import { sessions } from './tables.ts';

const MOST_SHOWN = 100;

const isActive = and(
  isNull(sessions.revokedAt),
  sql`${sessions.expiresAt} > clock_timestamp()`,
  sql`coalesce(${sessions.lastSeenAt}, ${sessions.createdAt}) + make_interval(secs => ${sessions.idleSeconds}) > clock_timestamp()`,
)!;
const ofUser = (userId: string) => eq(sessions.userId, userId);

/** What was known of a user's sessions before one more: how many are good, and whether this one may be a stranger's. */
export interface Before {
  active: number;
  /** Its user is to be told of a browser that is not known. */
  tell: boolean;
}

/**
 * Adds a session of a browser that its user is known in or not; resolves to what there was before it. Of an unknown browser they
 * are told, but not of the first of all, and once an hour where one that calls itself the same keeps no cookies. In one
 * statement, since every sign-in waits for it.
 */
export async function addSession({ db }: Tx, session: UserSession, isKnown = true): Promise<Before> {
  const { userId, userAgent } = session;
  const newDevice = sql<boolean>`not ${isKnown}::boolean and exists (select from sessions where user_id = ${userId})
    and not exists (select from sessions where user_id = ${userId} and user_agent = ${userAgent} and new_device
      and created_at > clock_timestamp() - interval '1 hour')`;
  const [before] = await db
    .insert(sessions)
    .values({ ...session, newDevice })
    .returning({
      active: sql<number>`(select count(*)::int from sessions where user_id = ${userId} and revoked_at is null
        and expires_at > clock_timestamp())`,
      tell: sessions.newDevice,
    });
  return before!;
}

/** Ends a user's oldest sessions, so that no more than so many are left. */
export async function endOldest(tx: Tx, userId: string, most: number): Promise<void> {
  const extra = sql`(select id from sessions where user_id = ${userId} and revoked_at is null
    and expires_at > clock_timestamp() order by created_at desc, id desc offset ${most})`;
  await revoke(tx, and(ofUser(userId), sql`${sessions.id} in ${extra}`)!);
}

export async function findSession({ db }: Queryable, id: string): Promise<UserSession | undefined> {
  const [found] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), isActive));
  return found;
}

/** Notes that a session is still used; undefined when it is over. */
export async function touchSession({ db }: Queryable, id: string): Promise<UserSession | undefined> {
  const [touched] = await db
    .update(sessions)
    .set({ lastSeenAt: sql`clock_timestamp()` })
    .where(and(eq(sessions.id, id), isActive))
    .returning();
  return touched;
}

/** How long it is taken for known who somebody is, in seconds, once they showed it. */
const CONFIRMED_SECONDS = 15 * 60;
const confirmedUntil = sql<Date>`${sessions.confirmedAt} + make_interval(secs => ${sql.raw(String(CONFIRMED_SECONDS))})`;

/** Until when a session may change what its account is signed in to with; null when it has to be shown again who it is. */
export async function findConfirmedUntil({ db }: Queryable, id: string): Promise<Date | null> {
  const [found] = await db
    .select({ until: confirmedUntil.mapWith(sessions.expiresAt) })
    .from(sessions)
    .where(and(eq(sessions.id, id), isActive, sql`${confirmedUntil} > clock_timestamp()`));
  return found?.until ?? null;
}

/** Notes that it was shown again who it is; null when the session is over. */
export async function confirmSession({ db }: Queryable, id: string): Promise<Date | null> {
  const [confirmed] = await db
    .update(sessions)
    .set({ confirmedAt: sql`clock_timestamp()` })
    .where(and(eq(sessions.id, id), isActive))
    .returning({ until: confirmedUntil.mapWith(sessions.expiresAt) });
  return confirmed?.until ?? null;
}

/** Ends the sessions of operators who have no second factor, where they must have one. */
export const revokeBareOperators = (tx: Tx): Promise<number> =>
  revoke(tx, sql`${sessions.userId} in (select id from users where role = 'operator' and not has_factor)`);

/** A user's sessions that are good, the newest first. */
export async function findActiveSessions({ db }: Queryable, userId: string): Promise<UserSession[]> {
  return db
    .select()
    .from(sessions)
    .where(and(ofUser(userId), isActive))
    .orderBy(desc(sessions.createdAt))
    .limit(MOST_SHOWN);
}

/** How many browsers a user is signed in with. */
export async function countActiveSessions({ db }: Queryable, userId: string): Promise<number> {
  const [counted] = await db
    .select({ n: count() })
    .from(sessions)
    .where(and(ofUser(userId), isActive));
  return counted!.n;
}

/** All sessions of a user that are kept, the newest first. */
export const findSessions = ({ db }: Queryable, userId: string): Promise<UserSession[]> =>
  db.select().from(sessions).where(ofUser(userId)).orderBy(desc(sessions.createdAt));

/** Ends one session of a user, here at once and everywhere by its event; false when it was not good. */
export const revokeSession = async (tx: Tx, userId: string, id: string): Promise<boolean> =>
  (await revoke(tx, and(ofUser(userId), eq(sessions.id, id))!)) === 1;

/** Ends all of a user's sessions. */
export const revokeSessions = (tx: Tx, userId: string): Promise<number> => revoke(tx, ofUser(userId));

/** Ends all of a user's sessions but one, if there is one to keep. */
export const revokeOtherSessions = (tx: Tx, userId: string, id: string | null): Promise<number> =>
  id === null ? revokeSessions(tx, userId) : revoke(tx, and(ofUser(userId), ne(sessions.id, id))!);

/** Ends all of a user's sessions everywhere, and keeps none of them here. */
export async function removeSessions(tx: Tx, userId: string): Promise<void> {
  await revoke(tx, ofUser(userId));
  await tx.db.delete(sessions).where(ofUser(userId));
}

async function revoke(tx: Tx, which: SQL): Promise<number> {
  const revoked = await tx.db
    .update(sessions)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(which, isActive))
    .returning();
  for (const { id, userId, revokedAt, expiresAt } of revoked) {
    await rememberRevocation(tx, id, expiresAt);
    await addToOutbox(tx, {
      definition: SessionRevoked,
      aggregateId: id,
      aggregateVersion: 1,
      data: { id, userId, revokedAt: revokedAt!.toISOString(), expiresAt: expiresAt.toISOString() },
    });
  }
  return revoked.length;
}
