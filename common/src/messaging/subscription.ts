import { type EventDefinition, type EventOf, type FrontrowEvent, findEvent } from '../contracts/index.ts';
import type { Tx } from '../database/index.ts';

/** A service's reaction to some kinds of event. */
export interface Subscription {
  types: string[];
  handle(event: FrontrowEvent, tx: Tx): Promise<void>;
  /** Called once the effect of an event is committed. */
  committed?: (() => void) | undefined;
  /** Called for an event that was received before, in the place of `handle`: most have nothing to do then. */
  repeated?: ((event: FrontrowEvent, tx: Tx) => Promise<void>) | undefined;
  /**
   * Set where events that come at once may be one commit, since their effects are small and none of them waits for
   * anything. Names what the effect of an event locks: that is locked in the order of the names.
   */
  locks?: ((event: FrontrowEvent) => string) | undefined;
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
