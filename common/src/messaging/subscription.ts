import { type EventDefinition, type EventOf, type FrontrowEvent, findEvent } from '../contracts/index.ts';
import type { Trace, Tx } from '../database/index.ts';

/** An event whose effect is not part of the commit: `because` says whether to deliver it again or to give it up. */
export interface Undone {
  event: FrontrowEvent;
  because: NotYet | Poison;
}

/**
 * Handles events that came together, oldest first, in the one transaction that also marks them as received. Returns those
 * that cannot be handled, or not yet; their marks are taken back. An error fails all of them, and then each is tried alone.
 *
 * Replicas run this side by side: rows are locked by kind (orders before stocks) and then by id, so that none of them waits
 * for another in a circle. `tx.trace` is the first event's; what is published for one event carries `traceOf` that event.
 */
export type Handle<E = FrontrowEvent> = (events: E[], tx: Tx) => Promise<Undone[] | undefined> | Promise<void>;

/** A service's reaction to some kinds of event. */
export interface Subscription {
  types: string[];
  handle: Handle;
  /** Called once the effects of some events are committed; of none, when the copy it keeps was rebuilt. */
  committed?: ((events: FrontrowEvent[]) => void) | undefined;
  /** Called for events that were received before, in the place of `handle`: most have nothing to do then. */
  repeated?: Handle | undefined;
}

/**
 * Subscribes to one or more kinds of event. The effect of an event happens once, however often it arrives. `handle` must
 * not call the outside: `committed` may wake a worker that does.
 */
export function on<const D extends EventDefinition>(
  definitions: D | readonly D[],
  handle: Handle<EventOf<D>>,
  committed?: (events: EventOf<D>[]) => void,
): Subscription {
  const types = [definitions].flat().map((definition) => (definition as EventDefinition).type);
  return {
    types,
    handle: handle as unknown as Handle,
    committed: committed as unknown as Subscription['committed'],
  };
}

/** Makes a handler of many from one of one, for kinds of event of which few come at a time. */
export const oneByOne =
  <E extends FrontrowEvent>(handle: (event: E, tx: Tx) => Promise<Undone | undefined> | Promise<void>): Handle<E> =>
  async (events, tx) => {
    const undone: Undone[] = [];
    for (const event of events) {
      const outcome = await handle(event, { ...tx, trace: traceOf(event) });
      if (outcome) undone.push(outcome);
    }
    return undone;
  };

/** What is published because of an event has that event as its cause. */
export const traceOf = ({ correlationId, id }: Pick<FrontrowEvent, 'correlationId' | 'id'>): Trace => ({
  correlationId,
  causationId: id,
});

/** Says of an event that something it needs has not arrived: it is delivered again later. */
export const notYet = (event: FrontrowEvent, reason: string): Undone => ({ event, because: new NotYet(reason) });

/** Says of an event that it can never be handled: it becomes a dead letter at once. */
export const poison = (event: FrontrowEvent, reason: string): Undone => ({ event, because: new Poison(reason) });

/** The event needs something which has not arrived yet. */
export class NotYet extends Error {
  override name = 'NotYet';
}

/** The event can never be handled. */
export class Poison extends Error {
  override name = 'Poison';
}

/** An engine that a handler needs is out of reach: the event is delivered again for as long as that lasts. */
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

/**
 * Applies events for one consumer as one commit. Resolves to what kept each from being applied, undefined where nothing
 * did; rejects when none of them was.
 */
export type Deliver = (consumer: string, events: FrontrowEvent[]) => Promise<(Error | undefined)[]>;

/** Applies one event; rejects when it was not. */
export async function deliverOne(deliver: Deliver, consumer: string, event: FrontrowEvent): Promise<void> {
  const [problem] = await deliver(consumer, [event]);
  if (problem) throw problem;
}
