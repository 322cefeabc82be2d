import { and, eq, isNotNull } from 'drizzle-orm';
import { type Aggregate, streams } from '../contracts/index.ts';
import { type Database, type Queryable, statement } from '../database/index.ts';
import type { Bus } from './bus.ts';
import type { Logger } from './consume.ts';
import { readStreamState } from './stream-state.ts';
import { outbox, streamPositions } from './tables.ts';

type Position = typeof streamPositions.$inferSelect;

/** An event of the outbox, and its place in the stream. */
export interface Published {
  seq: number;
  id: string;
  aggregate: Aggregate;
  streamSeq: number;
}

const markPublished = statement(
  'mark_published',
  `with marked as (update outbox set published_at = clock_timestamp() where seq = any ($1::bigint[]))
   insert into stream_positions (aggregate, stream_seq, event_id)
   select * from unnest($2::text[], $3::bigint[], $4::uuid[])
   on conflict (aggregate) do update set stream_seq = excluded.stream_seq, event_id = excluded.event_id
   where stream_positions.stream_seq < excluded.stream_seq`,
);

/**
 * Marks events as published, and notes the last of each stream that the broker acknowledged, by which a stream that lost its
 * end is recognized.
 */
export async function notePublished(to: Pick<Queryable, 'client'>, published: Published[]): Promise<void> {
  const last = new Map<Aggregate, Published>();
  for (const event of published) {
    if ((last.get(event.aggregate)?.streamSeq ?? 0) < event.streamSeq) last.set(event.aggregate, event);
  }
  const positions = [...last.values()];
  await markPublished(to, [
    published.map(({ seq }) => seq),
    positions.map(({ aggregate }) => aggregate),
    positions.map(({ streamSeq }) => streamSeq),
    positions.map(({ id }) => id),
  ]);
}

/**
 * How often in a row a stream of a cluster must look as if it had lost something before that is believed, and the stream
 * made anew: while its servers find together again, what they say may be of the past.
 */
const LOOKS = 10;

/**
 * Returns a function that makes sure that the streams of these aggregates have all that was published, and resolves to
 * whether they do; while one is in doubt, it is to be called again soon. A stream that is missing is made, and one that
 * lost events which the broker had acknowledged is made anew, for its consumers may have come further than what is left.
 * Then all the events of the outbox are published again; what consumers know of them already, their inboxes drop.
 */
export function keepStreams(
  { database, bus, aggregates, log }: { database: Database; bus: Bus; aggregates: Aggregate[]; log: Logger },
  looksNeeded = bus.replicas > 1 ? LOOKS : 1,
): () => Promise<boolean> {
  const looks = new Map<Aggregate, number>();

  async function restore(aggregate: Aggregate): Promise<boolean> {
    const { db } = database;
    const ofAggregate = eq(streamPositions.aggregate, aggregate);
    const [position] = await db.select().from(streamPositions).where(ofAggregate);
    const damage = await findDamage(bus, aggregate, position);
    const seen = damage ? (looks.get(aggregate) ?? 0) + 1 : 0;
    looks.set(aggregate, seen);
    // Where nothing was published yet, there is nothing to lose.
    if (damage && position && seen < looksNeeded) return false;

    if (damage === 'loss') await bus.removeStream(aggregate);
    await bus.ensureStream(aggregate);
    if (!damage) return true;
    const { rowCount } = await db
      .update(outbox)
      .set({ publishedAt: null })
      .where(and(eq(outbox.aggregate, aggregate), isNotNull(outbox.publishedAt)));
    // Last, so that after a crash in between the loss is seen again.
    await db.delete(streamPositions).where(ofAggregate);
    if (rowCount) log.info({ aggregate, events: rowCount, damage }, 'publishing events again');
    return true;
  }

  return async () => {
    let sound = true;
    for (const aggregate of aggregates) sound = (await restore(aggregate)) && sound;
    return sound;
  };
}

/**
 * Whether a stream is missing, or suffered a loss: it no longer has, where it was, the last event that the broker
 * acknowledged, or has holes before it.
 */
async function findDamage(
  bus: Bus,
  aggregate: Aggregate,
  position: Position | undefined,
): Promise<'missing' | 'loss' | undefined> {
  const state = await readStreamState(bus, aggregate);
  if (!state) return 'missing';
  if (!position) return undefined;
  const { streamSeq, eventId } = position;
  if (state.last_seq < streamSeq) return 'loss';
  if (state.first_seq > streamSeq) return undefined; // it grew old and was let go
  if (state.messages !== state.last_seq - state.first_seq + 1) return 'loss';
  const { manager } = await bus.jetstream();
  const found = await manager.streams.getMessage(streams[aggregate].stream, { seq: streamSeq });
  return found?.header.get('Nats-Msg-Id') === eventId ? undefined : 'loss';
}
