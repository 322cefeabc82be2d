import { SessionRevoked } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { rememberRevocation } from '@frontrow/common/http';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, count, desc, eq, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { UserSession } from '../session.ts';
import { sessions } from './tables.ts';

const MOST_SHOWN = 100;

const isActive = and(isNull(sessions.revokedAt), sql`${sessions.expiresAt} > clock_timestamp()`)!;
const ofUser = (userId: string) => eq(sessions.userId, userId);

export async function addSession({ db }: Tx, session: UserSession): Promise<void> {
  await db.insert(sessions).values(session);
}

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
