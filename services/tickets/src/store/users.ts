import { foldEmail } from '@frontrow/common/contracts';
import { type Queryable, statement } from '@frontrow/common/database';
import type { Copy } from '@frontrow/common/messaging';
import { sql } from 'drizzle-orm';
import { users } from './tables.ts';

/** Those who have signed up, as tickets knows them. Of one who is gone stays the id, so that old news is known to be old. */
export const userCopy: Copy<{ id: string; email: string; verifiedAt?: string | null | undefined }> = {
  name: 'users',
  table: users,
  key: 'id',
  version: 'version',
  toRow: ({ id, email, verifiedAt }, version) => {
    return { id, version, email, emailKey: foldEmail(email), verified: !!verifiedAt };
  },
};

/** The ids of those with the given e-mail addresses, by what the addresses are compared by; if need be, only of the verified. */
export async function findUserIds(
  { db }: Queryable,
  emails: string[],
  { verified }: { verified: boolean },
): Promise<Map<string, string>> {
  const keys = emails.map(foldEmail);
  const key = sql<string>`coalesce(email_key, lower(email))`;
  const found = await db
    .select({ id: users.id, key })
    .from(users)
    .where(sql`${key} = any(${sql.param(keys)}::text[]) and (verified or not ${verified}::boolean)`);
  return new Map(found.map((user) => [user.key, user.id]));
}

const findUnverified = statement('find_unverified', 'select from users where id = $1 and not verified');

/** Whether this user is known, and known not to have confirmed the address. */
export const isKnownUnverified = async (from: Queryable, id: string): Promise<boolean> =>
  (await findUnverified(from, [id])).length > 0;
