import { z } from 'zod';
import { Id, Instant } from '../id.ts';

/**
 * What every event carries around its data. `version` is that of the schema; `aggregateVersion` counts the aggregate's
 * changes from 1 without gaps, so a consumer knows whether an event is newer than what it has.
 */
export const Envelope = z.object({
  id: Id,
  type: z.string(),
  version: z.int().min(1),
  time: Instant,
  correlationId: z.string(),
  causationId: z.string().nullable(),
  aggregateId: Id,
  aggregateVersion: z.int().min(1),
  data: z.unknown(),
});
export type Envelope = z.infer<typeof Envelope>;

/** A kind of event: its subject on the bus, the version of its schema, and the shape of its data. */
export interface EventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  type: Type;
  version: number;
  summary: string;
  data: Data;
  envelope: z.ZodObject<Omit<typeof Envelope.shape, 'type' | 'data'> & { type: z.ZodLiteral<Type>; data: Data }>;
}

export type EventOf<D> =
  D extends EventDefinition<infer Type, infer Data>
    ? Omit<Envelope, 'type' | 'data'> & { type: Type; data: z.infer<Data> }
    : never;

/** Declares a kind of event. Unknown members are tolerated, so that old and new versions run side by side. */
export function defineEvent<const Type extends string, Data extends z.ZodType>(
  type: Type,
  data: Data,
  summary: string,
): EventDefinition<Type, Data> {
  return { type, version: 1, summary, data, envelope: Envelope.extend({ type: z.literal(type), data }) };
}
