import type { z } from 'zod';
import { aggregateOf, type Envelope, type EventDefinition, type Id } from '../contracts/index.ts';
import { inserter, newId, type Trace, type Tx } from '../database/index.ts';
import { outbox } from './tables.ts';

/** What a transaction announces when its commit leaves something to publish: the events (see `Tx.announce`). */
export const OUTBOX_TOPIC = 'outbox';

/** Something that happened to an aggregate, not yet in its envelope. */
export interface Happening<D extends EventDefinition = EventDefinition> {
  definition: D;
  aggregateId: Id;
  /** The aggregate's version after it; the outbox refuses a version that it has already. */
  aggregateVersion: number;
  data: z.input<D['data']>;
  /** What led to it, where a transaction does what several requests or events asked for. */
  trace?: Trace | undefined;
}

/** Wraps what happened in its envelope; throws a ZodError when the data does not fit the event's schema. */
export function seal(
  happening: Happening,
  trace: Trace,
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

const insert = inserter(outbox, {
  members: ['id', 'type', 'aggregate', 'aggregateId', 'aggregateVersion', 'envelope'],
});

/** Writes events in the transaction that made them happen; the relay publishes them, in this order, after the commit. */
export async function addToOutbox<D extends EventDefinition>(tx: Tx, ...happenings: Happening<D>[]): Promise<void> {
  if (happenings.length === 0) return;
  const rows = happenings.map((happening) => {
    const envelope = seal(happening, happening.trace ?? tx.trace);
    const { id, type, aggregateId, aggregateVersion } = envelope;
    return { id, type, aggregate: aggregateOf(type), aggregateId, aggregateVersion, envelope };
  });
  tx.announce(OUTBOX_TOPIC, ...rows.map(({ envelope }) => envelope));
  await insert(tx, rows);
}
