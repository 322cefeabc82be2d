import type { Queryable, Tx } from '@frontrow/common/database';
import { and, eq } from 'drizzle-orm';
import { staff } from './tables.ts';

/** Makes these the staff of a listing, and no one else. */
export async function replaceStaff({ db }: Tx, ticketId: string, userIds: string[]): Promise<void> {
  await db.delete(staff).where(eq(staff.ticketId, ticketId));
  if (userIds.length > 0) await db.insert(staff).values(userIds.map((userId) => ({ ticketId, userId })));
}

export async function isStaff({ db }: Queryable, ticketId: string, userId: string): Promise<boolean> {
  const found = await db
    .select()
    .from(staff)
    .where(and(eq(staff.ticketId, ticketId), eq(staff.userId, userId)));
  return found.length > 0;
}
