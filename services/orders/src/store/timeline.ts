import type { FrontrowEvent, TimelineEntry } from '@frontrow/common/contracts';
import { inserter, type Queryable, type Tx } from '@frontrow/common/database';
import { asc, eq } from 'drizzle-orm';
import type { Milestone } from '../order.ts';
import { timeline } from './tables.ts';

const insert = inserter(timeline, {
  members: ['orderId', 'at', 'event', 'eventId', 'step', 'values', 'text'],
  unlessKnown: true,
});

export interface Line {
  orderId: string;
  at: Date;
  /** The type of the event that says so. */
  event: string;
  /** The event of another service that it tells of. */
  eventId?: string;
  what: Milestone;
}

/**
 * Adds lines to the timelines of orders; what another service told, once: the outboxes tell everything again long after
 * the inbox has forgotten it.
 */
export const addToTimeline = (tx: Tx, lines: readonly Line[]): Promise<void> =>
  insert(
    tx,
    lines.map(({ what: { step, values = {} }, eventId = null, ...line }) => {
      return { ...line, eventId, step, values, text: step.replaceAll('_', ' ') };
    }),
  );

/** What an event of another service says of an order. */
export const lineOf = (orderId: string, { id: eventId, type, time }: FrontrowEvent, what: Milestone): Line => ({
  orderId,
  at: new Date(time),
  event: type,
  eventId,
  what,
});

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
