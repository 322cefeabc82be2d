import type { FrontrowEvent, TimelineEntry } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { asc, eq } from 'drizzle-orm';
import type { Milestone } from '../order.ts';
import { timeline } from './tables.ts';

const toRow = ({ step, values = {} }: Milestone) => ({ step, values, text: step.replaceAll('_', ' ') });

export interface Line {
  orderId: string;
  at: Date;
  /** The type of the event that says so. */
  event: string;
  what: Milestone;
}

export async function addToTimeline(tx: Tx, ...lines: Line[]): Promise<void> {
  await tx.db.insert(timeline).values(lines.map(({ what, ...line }) => ({ ...line, ...toRow(what) })));
}

/** Adds what another service told, once: the outboxes tell everything again long after the inbox has forgotten it. */
export async function addEventToTimeline(
  tx: Tx,
  orderId: string,
  event: FrontrowEvent,
  what: Milestone,
): Promise<void> {
  const { id: eventId, type, time } = event;
  const line = { orderId, at: new Date(time), event: type, eventId, ...toRow(what) };
  await tx.db.insert(timeline).values(line).onConflictDoNothing({ target: timeline.eventId });
}

/** What happened to an order, oldest first. */
export async function readTimeline({ db }: Queryable, orderId: string): Promise<TimelineEntry[]> {
  const rows = await db
    .select()
    .from(timeline)
    .where(eq(timeline.orderId, orderId))
    .orderBy(asc(timeline.at), asc(timeline.id));
  return rows.map(({ at, event, step, values, text }) => ({
    at: at.toISOString(),
    event,
    ...(step ? { step, values } : { step: 'told', values: { text } }),
  }));
}
