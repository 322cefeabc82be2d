import type { Queryable } from '@frontrow/common/database';
import type { Copy } from '@frontrow/common/messaging';
import { inArray } from 'drizzle-orm';
import { users } from './tables.ts';

/** Those who have signed up, as tickets knows them. Of one who is gone stays the id, so that old news is known to be old. */
export const userCopy: Copy<{ id: string; email: string }> = {
  name: 'users',
  table: users,
  key: 'id',
  version: 'version',
  toRow: ({ id, email }, version) => ({ id, version, email }),
};

/** The ids of those with the given e-mail addresses, by address. */
export async function findUserIds({ db }: Queryable, emails: string[]): Promise<Map<string, string>> {
  const found = await db.select().from(users).where(inArray(users.email, emails));
  return new Map(found.map(({ email, id }) => [email, id]));
}
