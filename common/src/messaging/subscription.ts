import DataLoader from 'dataloader';
import { sql } from 'drizzle-orm';
import { type EventDefinition, type EventOf, type FrontrowEvent, findEvent } from '../contracts/index.ts';
import type { Database, Tx } from '../database/index.ts';
import { inbox } from './tables.ts';

/** A service's reaction to some kinds of event. */
export interface Subscription {
  types: string[];
  handle(event: FrontrowEvent, tx: Tx): Promise<void>;
  /** Called once the effect of an event is committed. */
  committed?: (() => void) | undefined;
  /** Called for an event that was received before, in the place of `handle`: most have nothing to do then. */
  repeated?: ((event: FrontrowEvent, tx: Tx) => Promise<void>) | undefined;
}

/**
 * Subscribes to one or more kinds of event. `handle` runs in the transaction that also marks the event as received, so
 * its effect happens once however often the event arrives. It must not call the outside: `committed` may wake who does.
 */
export function on<const D extends EventDefinition>(
  definitions: D | readonly D[],
  handle: (event: EventOf<D>, tx: Tx) => Promise<void>,
  committed?: () => void,
): Subscription {
  const types = [definitions].flat().map((definition) => (definition as EventDefinition).type);
  return { types, handle: handle as unknown as Subscription['handle'], committed };
}

/** Thrown by a handler that needs something which has not arrived yet: the event is delivered again later. */
export class NotYet extends Error {
  override name = 'NotYet';
}

/** Thrown for an event that can never be handled: it becomes a dead letter at once. */
export class Poison extends Error {
  override name = 'Poison';
}

/** Thrown when an engine that a handler needs is out of reach: the event is delivered again for as long as that lasts. */
export class OutOfReach extends Error {
  override name = 'OutOfReach';
}

/** Reads an event off the wire; throws Poison when it is not one. */
export function parseEvent(payload: string): FrontrowEvent {
  let raw: unknown;
  try {
    raw = JSON.parse(payload);
  } catch {
    throw new Poison('not JSON');
  }
  const type = raw && typeof raw === 'object' && 'type' in raw ? String(raw.type) : '';
  const definition = findEvent(type);
  if (!definition) throw new Poison(`no such event: ${type || 'it has no type'}`);
  const parsed = definition.envelope.safeParse(raw);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Poison(`does not fit the schema of ${type}: ${issues.join('; ')}`);
  }
  return parsed.data as FrontrowEvent;
}

/** Applies one event for one consumer. */
export type Deliver = (consumer: string, event: FrontrowEvent) => Promise<void>;

const handlersOf = (subscriptions: Subscription[], event: FrontrowEvent) =>
  subscriptions.filter((subscription) => subscription.types.includes(event.type));

/** Delivery with an inbox: the event's mark and its effects are one commit, and a duplicate does nothing. */
export function deliverOnce(database: Database, subscriptions: Subscription[]): Deliver {
  const wasReceived = inboxReader(database);
  return async (consumer, event) => {
    const handlers = handlersOf(subscriptions, event);
    if (handlers.length === 0) return;
    if (isLate(event) && !handlers.some(({ repeated }) => repeated) && (await wasReceived(consumer, event))) return;
    await database.transaction({ correlationId: event.correlationId, causationId: event.id }, async (tx) => {
      const { rowCount } = await tx.db.execute(
        sql`insert into ${inbox} (consumer, event_id) values (${consumer}, ${event.id}) on conflict do nothing`,
      );
      for (const { handle, repeated } of handlers) await (rowCount === 0 ? repeated : handle)?.(event, tx);
    });
    for (const { committed } of handlers) committed?.();
  };
}

const LATE_MS = 30_000;

/** Most events that come so late come again, all at once: the broker lost its store, and the outboxes were published anew. */
const isLate = ({ time }: FrontrowEvent) => Date.now() - Date.parse(time) > LATE_MS;

/** Looks many events up in one query, which costs a hundredth of a transaction for each. */
function inboxReader({ db }: Database) {
  const loader = new DataLoader<{ consumer: string; id: string }, boolean, string>(
    async (asked) => {
      const consumers = sql.param(asked.map(({ consumer }) => consumer));
      const ids = sql.param(asked.map(({ id }) => id));
      const { rows } = await db.execute<{ received: boolean }>(sql`
        select ${inbox.eventId} is not null as received
        from unnest(${consumers}::text[], ${ids}::uuid[]) with ordinality as asked (consumer, event_id, place)
        left join ${inbox} using (consumer, event_id) order by place`);
      return rows.map(({ received }) => received);
    },
    { cache: false, maxBatchSize: 500 },
  );
  return (consumer: string, { id }: FrontrowEvent) => loader.load({ consumer, id });
}

/** Delivery for a service without a database, whose handlers are safe to repeat by themselves. */
export const deliverPlainly =
  (subscriptions: Subscription[]): Deliver =>
  async (_consumer, event) => {
    for (const { handle } of handlersOf(subscriptions, event)) await handle(event, undefined as never);
  };
