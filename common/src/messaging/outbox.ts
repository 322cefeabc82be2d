import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { aggregateOf, type Envelope, type EventDefinition, type Id } from '../contracts/index.ts';
import { newId, type Tx } from '../database/index.ts';
import { outbox } from './tables.ts';

/** The channel on which a commit tells the relay that there is something to publish. */
export const OUTBOX_CHANNEL = 'outbox';

/** Something that happened to an aggregate, not yet in its envelope. */
export interface Happening<D extends EventDefinition = EventDefinition> {
  definition: D;
  aggregateId: Id;
  /** The aggregate's version after it; the outbox refuses a version that it has already. */
  aggregateVersion: number;
  data: z.input<D['data']>;
}

/** Wraps what happened in its envelope; throws a ZodError when the data does not fit the event's schema. */
export function seal(
  happening: Happening,
  trace: Tx['trace'],
  { id = newId(), time = new Date() }: { id?: Id; time?: Date } = {},
): Envelope {
  const { definition, aggregateId, aggregateVersion, data } = happening;
  return definition.envelope.parse({
    id,
    type: definition.type,
    version: definition.version,
    time: time.toISOString(),
    correlationId: trace.correlationId,
    causationId: trace.causationId,
    aggregateId,
    aggregateVersion,
    data,
  }) as Envelope;
}

/** Writes events in the transaction that made them happen; the relay publishes them, in this order, after the commit. */
export async function addToOutbox<D extends EventDefinition>(tx: Tx, ...happenings: Happening<D>[]): Promise<void> {
  if (happenings.length === 0) return;
  const rows = happenings.map((happening) => {
    const envelope = seal(happening, tx.trace);
    const { id, type, aggregateId, aggregateVersion } = envelope;
    return { id, type, aggregate: aggregateOf(type), aggregateId, aggregateVersion, envelope };
  });
  await tx.db.insert(outbox).values(rows);
  await tx.db.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
}
