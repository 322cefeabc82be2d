import type { EditView } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { desc, eq } from 'drizzle-orm';
import { editOf, type Ticket } from '../ticket.ts';
import { edits } from './tables.ts';

/** Keeps what an edit changed, for whoever bought by what was said before; resolves to whether that is anything. */
export async function noteEdit({ db }: Tx, before: Ticket, after: Ticket): Promise<boolean> {
  const edit = editOf(before, after);
  if (edit) await db.insert(edits).values({ ticketId: after.id, version: after.version, at: after.updatedAt, ...edit });
  return edit !== undefined;
}

/** The newest edits of a listing, the latest first. */
export const findEdits = ({ db }: Queryable, ticketId: string, limit: number): Promise<EditView[]> =>
  db
    .select({ version: edits.version, at: edits.at, before: edits.before, after: edits.after })
    .from(edits)
    .where(eq(edits.ticketId, ticketId))
    .orderBy(desc(edits.version))
    .limit(limit);
