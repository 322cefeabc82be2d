import { EmailChanged, type EmailState, EmailVerificationRequested } from '@frontrow/common/contracts';
import { databaseTime, newId, type Queryable, statement, type Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { User } from '../session.ts';
import { beginVerification, MOST_TRIES, type Verification, type Wanted } from '../verification.ts';
import { users, verifications } from './tables.ts';
import { findUserByEmail } from './users.ts';

const isOpen = (userId: string) => and(eq(verifications.userId, userId), isNull(verifications.endedAt))!;
const isChange = eq(verifications.purpose, 'change');

/**
 * Asks a user, whose row is locked, to confirm an address, and says so to who sends the mail. It is the same to whoever asks
 * whether or not somebody has the address already.
 */
export async function addVerification(tx: Tx, wanted: Wanted): Promise<void> {
  const verification = beginVerification(newId(), wanted, await databaseTime(tx));
  const owner = wanted.purpose === 'change' ? await findUserByEmail(tx, wanted.email) : undefined;
  await tx.db.insert(verifications).values(verification);
  const { id, purpose, email, requestedAt, codeExpiresAt, expiresAt } = verification;
  await tell(tx, EmailVerificationRequested, wanted.userId, {
    verification: {
      id,
      purpose,
      email,
      ownerId: owner?.id ?? null,
      requestedAt: requestedAt.toISOString(),
      codeExpiresAt: codeExpiresAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    },
    former: null,
  });
}

/** Says that a user has another address than this one. */
export const tellChange = async (tx: Tx, { id, email, emailVerifiedAt }: User): Promise<void> =>
  tell(tx, EmailChanged, id, {
    verification: null,
    former: { email, verified: emailVerifiedAt !== null, changedAt: (await databaseTime(tx)).toISOString() },
  });

export async function findVerification({ db }: Queryable, id: string): Promise<Verification | undefined> {
  const [found] = await db.select().from(verifications).where(eq(verifications.id, id));
  return found;
}

/** The change of address that a user has asked for and not confirmed; undefined when there is none. */
export async function findPendingChange({ db }: Tx, userId: string): Promise<Verification | undefined> {
  const [found] = await db
    .select()
    .from(verifications)
    .where(and(isOpen(userId), isChange, sql`${verifications.expiresAt} > clock_timestamp()`))
    .orderBy(desc(verifications.id))
    .limit(1);
  return found;
}

// Counted before it is looked at, so that tries sent side by side count too.
const count = statement<{ id: string; tries: number }>(
  'count_try',
  `update verifications set tries = tries + 1
   where id = (select id from verifications where user_id = $1 and ended_at is null order by id desc limit 1)
     and tries < $2 and code_expires_at > clock_timestamp() and ended_at is null
   returning id, tries`,
);

/** Takes one of the tries at the newest code of a user; undefined when none is left, or the code is not good any more. */
export async function takeTry(to: Queryable, userId: string): Promise<{ id: string; left: number } | undefined> {
  const [taken] = await count(to, [userId, MOST_TRIES]);
  return taken && { id: taken.id, left: MOST_TRIES - taken.tries };
}

const end = ({ db }: Tx, which: ReturnType<typeof isOpen>) =>
  db.update(verifications).set({ endedAt: sql`clock_timestamp()` }).where(which);

/** Voids all that a user was to confirm. */
export async function endVerifications(tx: Tx, userId: string): Promise<void> {
  await end(tx, isOpen(userId));
}

/** Voids the change of address that a user has asked for, if any. */
export async function endPendingChange(tx: Tx, userId: string): Promise<void> {
  await end(tx, and(isOpen(userId), isChange)!);
}

/** Counts what others are told of mails about a user's address, without gaps since the user's row is locked. */
async function tell(
  tx: Tx,
  definition: typeof EmailVerificationRequested | typeof EmailChanged,
  userId: string,
  state: Omit<EmailState, 'userId'>,
): Promise<void> {
  const [user] = await tx.db
    .update(users)
    .set({ emailVersion: sql`${users.emailVersion} + 1` })
    .where(eq(users.id, userId))
    .returning({ version: users.emailVersion });
  await addToOutbox(tx, {
    definition,
    aggregateId: userId,
    aggregateVersion: user!.version,
    data: { userId, ...state },
  });
}
