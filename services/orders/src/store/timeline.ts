import type { TimelineEntry } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { asc, eq } from 'drizzle-orm';
import { timeline } from './tables.ts';

export async function addToTimeline(tx: Tx, orderId: string, at: Date, event: string, text: string): Promise<void> {
  await tx.db.insert(timeline).values({ orderId, at, event, text });
}

/** What happened to an order, oldest first. */
export async function readTimeline({ db }: Queryable, orderId: string): Promise<TimelineEntry[]> {
  const rows = await db
    .select()
    .from(timeline)
    .where(eq(timeline.orderId, orderId))
    .orderBy(asc(timeline.at), asc(timeline.id));
  return rows.map(({ at, event, text }) => ({ at: at.toISOString(), event, text }));
}
