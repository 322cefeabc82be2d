import { foldEmail, PasswordChanged, PasswordResetRequested, type PasswordState } from '@frontrow/common/contracts';
import { databaseTime, newId, type Queryable, statement, type Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { User } from '../session.ts';
import { endPendings } from './pending.ts';
import { forgotten, resets, users } from './tables.ts';
import { endPendingChange } from './verifications.ts';

const MINUTE_MS = 60_000;
/** How long the link in a mail is good. */
const RESET_MS = 30 * MINUTE_MS;

const isOpen = and(isNull(resets.endedAt), sql`${resets.expiresAt} > clock_timestamp()`)!;

/** Writes down that someone forgot the password of an account, whether or not there is one. */
export async function addForgotten({ db, trace }: Tx, email: string): Promise<void> {
  await db.insert(forgotten).values({ id: newId(), email: foldEmail(email), correlationId: trace.correlationId });
}

/** Takes the oldest of what was written down, which is gone when the transaction commits. */
export async function takeForgotten(tx: Tx): Promise<{ email: string; correlationId: string } | undefined> {
  const [taken] = await takeOldest(tx, []);
  return taken;
}

const takeOldest = statement<{ email: string; correlationId: string }>(
  'take_forgotten',
  `delete from forgotten_passwords
   where id = (select id from forgotten_passwords order by id limit 1 for update skip locked)
   returning email, correlation_id as "correlationId"`,
);

/** Whether any is written down, which costs less to ask than to try and take one. */
export async function isAnyForgotten(from: Queryable): Promise<boolean> {
  return (await findAny(from, [])).length > 0;
}

const findAny = statement('find_forgotten', 'select from forgotten_passwords limit 1');

/** Gives a user, whose row is locked, the right to choose a new password, and says so to who sends the mail. */
export async function addReset(tx: Tx, { id: userId, version: userVersion }: User): Promise<void> {
  const requestedAt = await databaseTime(tx);
  const reset = { id: newId(), userId, requestedAt, expiresAt: new Date(requestedAt.getTime() + RESET_MS) };
  await tx.db.insert(resets).values(reset);
  await tell(tx, PasswordResetRequested, userId, {
    id: reset.id,
    requestedAt: requestedAt.toISOString(),
    expiresAt: reset.expiresAt.toISOString(),
    userVersion,
  });
}

/** How long the link is good by which an operator chooses the first password. */
const INVITATION_MS = 24 * 60 * MINUTE_MS;

/** Gives a user, whose row is locked, the right to choose a password by a link that no mail brings; resolves to its id. */
export async function addInvitation(tx: Tx, userId: string): Promise<string> {
  await endResets(tx, userId);
  const requestedAt = await databaseTime(tx);
  const id = newId();
  const expiresAt = new Date(requestedAt.getTime() + INVITATION_MS);
  await tx.db.insert(resets).values({ id, userId, requestedAt, expiresAt });
  return id;
}

/** Whose password a reset is for; undefined when it is not good, or not any more. */
export async function findReset({ db }: Queryable, id: string): Promise<string | undefined> {
  const [found] = await db
    .select({ userId: resets.userId })
    .from(resets)
    .where(and(eq(resets.id, id), isOpen));
  return found?.userId;
}

/**
 * Uses a reset up; false when it is not good any more. Resets of one user end under the user's lock, so that of two at once
 * the second finds the first one's doing.
 */
export async function useReset({ db }: Tx, id: string, userId: string): Promise<boolean> {
  const { rowCount } = await db
    .update(resets)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(eq(resets.id, id), eq(resets.userId, userId), isOpen));
  return rowCount === 1;
}

/** Voids all of a user's resets. */
export async function endResets({ db }: Tx, userId: string): Promise<void> {
  await db
    .update(resets)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(eq(resets.userId, userId), isNull(resets.endedAt)));
}

/**
 * Notes that a password was changed just now, and says so. It voids all resets of its user, and a change of address that
 * waits to be confirmed, and sign-ins that were begun with the old one: whoever knew it before may have asked for them.
 */
export async function noteChange(tx: Tx, userId: string): Promise<void> {
  await endResets(tx, userId);
  await endPendingChange(tx, userId);
  await endPendings(tx, userId);
  await tx.db
    .update(users)
    .set({ passwordChangedAt: await databaseTime(tx) })
    .where(eq(users.id, userId));
  await tell(tx, PasswordChanged, userId, null);
}

/** Counts what happened to a user's password, without gaps since the count is kept under the user's lock. */
async function tell(
  tx: Tx,
  definition: typeof PasswordChanged | typeof PasswordResetRequested,
  userId: string,
  reset: PasswordState['reset'],
): Promise<void> {
  const [user] = await tx.db
    .update(users)
    .set({ passwordVersion: sql`${users.passwordVersion} + 1` })
    .where(eq(users.id, userId))
    .returning({ version: users.passwordVersion, changedAt: users.passwordChangedAt });
  await addToOutbox(tx, {
    definition,
    aggregateId: userId,
    aggregateVersion: user!.version,
    data: { userId, reset, changedAt: user!.changedAt?.toISOString() ?? null },
  });
}
