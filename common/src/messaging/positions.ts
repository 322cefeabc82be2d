import { and, eq, isNotNull, lt, sql } from 'drizzle-orm';
import { type Aggregate, aggregateOf, type Envelope, streams } from '../contracts/index.ts';
import type { Database } from '../database/index.ts';
import type { Bus } from './bus.ts';
import type { Logger } from './consume.ts';
import { outbox, streamPositions } from './tables.ts';

type Position = typeof streamPositions.$inferSelect;

/** An event, and its place in the stream. */
export interface Published {
  envelope: Envelope;
  streamSeq: number;
}

/** Notes the last events that the broker acknowledged, by which a stream that lost its end is recognized. */
export async function notePositions({ db }: Database, published: Published[]): Promise<void> {
  const last = new Map<Aggregate, Position>();
  for (const { envelope, streamSeq } of published) {
    const aggregate = aggregateOf(envelope.type);
    if ((last.get(aggregate)?.streamSeq ?? 0) < streamSeq) {
      last.set(aggregate, { aggregate, streamSeq, eventId: envelope.id });
    }
  }
  await db
    .insert(streamPositions)
    .values([...last.values()])
    .onConflictDoUpdate({
      target: streamPositions.aggregate,
      set: { streamSeq: sql`excluded.stream_seq`, eventId: sql`excluded.event_id` },
      setWhere: lt(streamPositions.streamSeq, sql`excluded.stream_seq`),
    });
}

/**
 * Makes sure that a stream has all that was published. One that is missing is made, and one that lost events which the
 * broker had acknowledged is made anew, for its consumers may have come further than what is left. Then all the events
 * of the outbox are published again; what consumers know of them already, their inboxes drop.
 */
export async function restoreStream(database: Database, bus: Bus, aggregate: Aggregate, log: Logger): Promise<void> {
  const { db } = database;
  const made = await bus.ensureStream(aggregate);
  const ofAggregate = eq(streamPositions.aggregate, aggregate);
  const [position] = await db.select().from(streamPositions).where(ofAggregate);
  const lost = !made && position !== undefined && (await hasLost(bus, position));
  if (lost) {
    await bus.removeStream(aggregate);
    await bus.ensureStream(aggregate);
  }
  if (!made && !lost) return;
  const { rowCount } = await db
    .update(outbox)
    .set({ publishedAt: null })
    .where(and(eq(outbox.aggregate, aggregate), isNotNull(outbox.publishedAt)));
  // Last, so that after a crash in between the loss is seen again.
  await db.delete(streamPositions).where(ofAggregate);
  if (rowCount) log.info({ aggregate, events: rowCount, streamWasMissing: made }, 'publishing events again');
}

/** Whether a stream no longer has, where it was, the last event that the broker acknowledged, or has holes before it. */
async function hasLost(bus: Bus, { aggregate, streamSeq, eventId }: Position): Promise<boolean> {
  const { manager } = await bus.jetstream();
  const { stream } = streams[aggregate];
  const { state } = await manager.streams.info(stream);
  if (state.last_seq < streamSeq) return true;
  if (state.first_seq > streamSeq) return false; // it grew old and was let go
  if (state.messages !== state.last_seq - state.first_seq + 1) return true;
  const found = await manager.streams.getMessage(stream, { seq: streamSeq });
  return found?.header.get('Nats-Msg-Id') !== eventId;
}
