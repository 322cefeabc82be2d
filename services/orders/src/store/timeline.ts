import type { FrontrowEvent, TimelineEntry } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { asc, eq } from 'drizzle-orm';
import { timeline } from './tables.ts';

export async function addToTimeline(tx: Tx, orderId: string, at: Date, event: string, text: string): Promise<void> {
  await tx.db.insert(timeline).values({ orderId, at, event, text });
}

/** Adds what another service told, once: the outboxes tell everything again long after the inbox has forgotten it. */
export async function addEventToTimeline(tx: Tx, orderId: string, event: FrontrowEvent, text: string): Promise<void> {
  const { id: eventId, type, time } = event;
  const line = { orderId, at: new Date(time), event: type, eventId, text };
  await tx.db.insert(timeline).values(line).onConflictDoNothing({ target: timeline.eventId });
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
