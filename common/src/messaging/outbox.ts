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

/** Writes an event in the transaction that made it happen; the relay publishes it after the commit. */
export async function addToOutbox<D extends EventDefinition>(tx: Tx, happening: Happening<D>): Promise<void> {
  const envelope = seal(happening, tx.trace);
  await tx.db.insert(outbox).values({
    id: envelope.id,
    type: envelope.type,
    aggregate: aggregateOf(envelope.type),
    aggregateId: envelope.aggregateId,
    aggregateVersion: envelope.aggregateVersion,
    envelope,
  });
  await tx.db.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
}
