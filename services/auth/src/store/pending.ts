import { newId, type Queryable, statement, type Tx } from '@frontrow/common/database';
import { and, eq, sql } from 'drizzle-orm';
import type { NextStep } from '../factor.ts';
import { pendingSignIns } from './tables.ts';

/** How long somebody has to go on with a sign-in. */
const PENDING_SECONDS = 15 * 60;
/** Codes that may be tried with one right password. */
const MOST_TRIES = 5;

/** A sign-in that wants more than the password that was given. */
export interface Pending {
  id: string;
  userId: string;
  next: NextStep;
  expiresAt: Date;
}

/** Begins one, whose user is held. */
export async function addPending({ db }: Tx, userId: string, next: NextStep): Promise<Pending & { seconds: number }> {
  const [added] = await db
    .insert(pendingSignIns)
    .values({
      id: newId(),
      userId,
      next,
      createdAt: sql`clock_timestamp()`,
      expiresAt: sql`clock_timestamp() + make_interval(secs => ${PENDING_SECONDS})`,
    })
    .returning();
  return { ...added!, seconds: PENDING_SECONDS };
}

export async function findPending({ db }: Queryable, id: string): Promise<Pending | undefined> {
  const [found] = await db
    .select()
    .from(pendingSignIns)
    .where(and(eq(pendingSignIns.id, id), sql`${pendingSignIns.expiresAt} > clock_timestamp()`));
  return found;
}

// Counted before it is looked at, so that tries sent side by side count too.
const count = statement(
  'count_pending_try',
  `update pending_sign_ins set tries = tries + 1
   where id = $1 and tries < $2 and expires_at > clock_timestamp() returning id`,
);

/** Takes one of the tries at a code; false when none is left. */
export const takePendingTry = async (to: Queryable, id: string): Promise<boolean> =>
  (await count(to, [id, MOST_TRIES])).length === 1;

/** Ends one, by going on with it or giving it up; false when somebody else has, or it is void. */
export async function endPending({ db }: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db
    .delete(pendingSignIns)
    .where(and(eq(pendingSignIns.id, id), sql`${pendingSignIns.expiresAt} > clock_timestamp()`));
  return rowCount === 1;
}

/** Voids all of a user's: what was right when they began is not any more. */
export async function endPendings({ db }: Tx, userId: string): Promise<void> {
  await db.delete(pendingSignIns).where(eq(pendingSignIns.userId, userId));
}
