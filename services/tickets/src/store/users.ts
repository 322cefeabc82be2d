import type { Queryable, Tx } from '@frontrow/common/database';
import { inArray, lt } from 'drizzle-orm';
import { users } from './tables.ts';

/** Keeps the newest state of someone who signed up. */
export async function saveUser(
  { db }: Tx,
  { id, email }: { id: string; email: string },
  version: number,
): Promise<void> {
  const row = { id, email, version };
  await db
    .insert(users)
    .values(row)
    .onConflictDoUpdate({ target: users.id, set: row, setWhere: lt(users.version, version) });
}

/** The ids of those with the given e-mail addresses, by address. */
export async function findUserIds({ db }: Queryable, emails: string[]): Promise<Map<string, string>> {
  const found = await db.select().from(users).where(inArray(users.email, emails));
  return new Map(found.map(({ email, id }) => [email, id]));
}
