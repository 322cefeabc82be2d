import type { Id } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';

/** Reads the id of this installation when it is first needed, and keeps it: it never changes. */
export function installationOf({ db }: Queryable): () => Promise<Id> {
  let known: Id | undefined;
  return async () => {
    if (!known) {
      const { rows } = await db.execute<{ id: Id }>(sql`select id from installation`);
      known = rows[0]!.id;
    }
    return known;
  };
}
