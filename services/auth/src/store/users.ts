import { UserCreated } from '@frontrow/common/contracts';
import { databaseTime, newId, type Queryable, type Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, eq, sql } from 'drizzle-orm';
import type { User } from '../session.ts';
import { users } from './tables.ts';

const hasEmail = (email: string) => sql`lower(${users.email}) = lower(${email})`;

/** Adds a user and says so; undefined when the e-mail address is taken, whoever was first. */
export async function addUser(
  tx: Tx,
  user: Pick<User, 'email' | 'passwordHash' | 'role' | 'language'>,
): Promise<User | undefined> {
  const [added] = await tx.db
    .insert(users)
    .values({ ...user, id: newId(), createdAt: await databaseTime(tx) })
    .onConflictDoNothing()
    .returning();
  if (!added) return undefined;
  const { id, email, role, language, createdAt } = added;
  await addToOutbox(tx, {
    definition: UserCreated,
    aggregateId: id,
    aggregateVersion: 1,
    data: { id, email, role, language, createdAt: createdAt.toISOString() },
  });
  return added;
}

export async function findUserByEmail({ db }: Queryable, email: string): Promise<User | undefined> {
  const [user] = await db.select().from(users).where(hasEmail(email));
  return user;
}

export async function findUser({ db }: Queryable, id: string): Promise<User | undefined> {
  const [user] = await db.select().from(users).where(eq(users.id, id));
  return user;
}

/** Keeps a user's password from changing while this transaction lasts; false when it has changed already. */
export async function holdPassword({ db }: Tx, { id, passwordHash }: User): Promise<boolean> {
  const held = await db.select({ id: users.id }).from(users).where(hasPassword(id, passwordHash)).for('share');
  return held.length === 1;
}

/** Changes the password that was checked; false when someone else has changed it meanwhile. */
export async function replacePassword({ db }: Tx, { id, passwordHash }: User, newHash: string): Promise<boolean> {
  const { rowCount } = await db.update(users).set({ passwordHash: newHash }).where(hasPassword(id, passwordHash));
  return rowCount === 1;
}

const hasPassword = (id: string, hash: string) => and(eq(users.id, id), eq(users.passwordHash, hash));

/** Sets a password that was chosen anew by someone who may. */
export async function setPassword({ db }: Tx, id: string, newHash: string): Promise<void> {
  await db.update(users).set({ passwordHash: newHash }).where(eq(users.id, id));
}
