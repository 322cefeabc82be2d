import { foldEmail, UserCreated, UserDeleted, type UserState, UserUpdated } from '@frontrow/common/contracts';
import { databaseTime, newId, type Queryable, type Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { User } from '../session.ts';
import { forgotten, resets, users } from './tables.ts';

const { emailKey: _key, emailVersion: _emails, passwordVersion: _passwords, ...columns } = getTableColumns(users);
const pendingEmail = sql<string | null>`(
  select pending.email from verifications pending
  where pending.user_id = users.id and ended_at is null and purpose = 'change' and expires_at > statement_timestamp()
  order by pending.id desc limit 1)`;
const fields = { ...columns, pendingEmail };

const hasId = (id: string) => eq(users.id, id);
const hasEmail = (email: string) => sql`coalesce(email_key, lower(email)) = ${foldEmail(email)}`;
const hasPassword = (id: string, hash: string) => and(hasId(id), eq(users.passwordHash, hash))!;

type Row = typeof users.$inferSelect;

const stateOf = ({ id, email, name, role, language, decision, ...at }: Row): UserState => ({
  id,
  email,
  name,
  role,
  verifiedAt: at.emailVerifiedAt?.toISOString() ?? null,
  language,
  createdAt: at.createdAt.toISOString(),
  suspendedAt: at.suspendedAt?.toISOString() ?? null,
  decision,
});

/** Adds a user and says so; undefined when the e-mail address is taken, whoever was first. */
export async function addUser(
  tx: Tx,
  user: Pick<User, 'email' | 'emailVerifiedAt' | 'passwordHash' | 'role' | 'language'>,
): Promise<User | undefined> {
  const [added] = await tx.db
    .insert(users)
    .values({ ...user, emailKey: foldEmail(user.email), id: newId(), createdAt: await databaseTime(tx) })
    .onConflictDoNothing()
    .returning();
  if (!added) return undefined;
  await addToOutbox(tx, {
    definition: UserCreated,
    aggregateId: added.id,
    aggregateVersion: added.version,
    data: stateOf(added),
  });
  return { ...added, pendingEmail: null };
}

/** Changes what others know of a user, whose row is locked, and says so. */
export async function changeUser(
  tx: Tx,
  id: string,
  changes: Partial<Pick<User, 'email' | 'name' | 'emailVerifiedAt' | 'language' | 'suspendedAt' | 'decision'>>,
): Promise<void> {
  const key = changes.email === undefined ? {} : { emailKey: foldEmail(changes.email) };
  const [changed] = await tx.db
    .update(users)
    .set({ ...changes, ...key, version: sql`${users.version} + 1` })
    .where(hasId(id))
    .returning();
  await addToOutbox(tx, {
    definition: UserUpdated,
    aggregateId: id,
    aggregateVersion: changed!.version,
    data: stateOf(changed!),
  });
}

const find = ({ db }: Queryable, which: SQL) => db.select(fields).from(users).where(which);
const lock = (tx: Tx, which: SQL) => find(tx, which).for('update');

export const findUser = async (from: Queryable, id: string): Promise<User | undefined> =>
  (await find(from, hasId(id)))[0];

export const findUserByEmail = async (from: Queryable, email: string): Promise<User | undefined> =>
  (await find(from, hasEmail(email)))[0];

/** All operators, by their address, and when each signed in last. */
export const findOperators = ({ db }: Queryable): Promise<(User & { lastSignIn: Date | null })[]> =>
  db
    .select({
      ...fields,
      lastSignIn: sql<Date | null>`(select max(sessions.created_at) from sessions where user_id = users.id)`.mapWith(
        (at: string) => new Date(at),
      ),
    })
    .from(users)
    .where(eq(users.role, 'operator'))
    .orderBy(users.email);

/** A user, locked against sign-ins and other changes. */
export const lockUser = async (tx: Tx, id: string): Promise<User | undefined> => (await lock(tx, hasId(id)))[0];

/** Whoever has this address once nobody can change it any more, locked. */
export const lockUserByEmail = async (tx: Tx, email: string): Promise<User | undefined> =>
  (await lock(tx, hasEmail(email)))[0];

/** Locks a user whose password was checked; undefined when it has changed meanwhile. */
export const lockChecked = async (tx: Tx, { id, passwordHash }: User): Promise<User | undefined> =>
  (await lock(tx, hasPassword(id, passwordHash)))[0];

/** Keeps a user as they are while this transaction lasts. */
export const holdUserById = async (tx: Tx, id: string): Promise<User | undefined> =>
  (await find(tx, hasId(id)).for('share'))[0];

/** Keeps a user as they are while this transaction lasts; undefined when the password that was checked has changed already. */
export const holdUser = async (tx: Tx, { id, passwordHash }: User): Promise<User | undefined> =>
  (await find(tx, hasPassword(id, passwordHash)).for('share'))[0];

/** Changes the password that was checked; false when someone else has changed it meanwhile. */
export async function replacePassword({ db }: Tx, { id, passwordHash }: User, newHash: string): Promise<boolean> {
  const { rowCount } = await db.update(users).set({ passwordHash: newHash }).where(hasPassword(id, passwordHash));
  return rowCount === 1;
}

/** Sets a password that was chosen anew by someone who may. */
export async function setPassword({ db }: Tx, id: string, newHash: string): Promise<void> {
  await db.update(users).set({ passwordHash: newHash }).where(hasId(id));
}

/**
 * Deletes an account, whose row is locked, with all that waits for its mails, and says so. Its sessions have to be gone
 * before. The address is free again at once.
 */
export async function removeUser(tx: Tx, { id, email }: User): Promise<void> {
  await tx.db.delete(resets).where(eq(resets.userId, id));
  await tx.db.delete(forgotten).where(eq(forgotten.email, foldEmail(email)));
  const [removed] = await tx.db.delete(users).where(hasId(id)).returning();
  const { role, createdAt, version } = removed!;
  const deletedAt = (await databaseTime(tx)).toISOString();
  await addToOutbox(tx, {
    definition: UserDeleted,
    aggregateId: id,
    aggregateVersion: version + 1,
    data: { id, email: '', role, createdAt: createdAt.toISOString(), deletedAt },
  });
}
