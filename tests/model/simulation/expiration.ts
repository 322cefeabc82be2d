import { ExpirationComplete, type FrontrowEvent } from '@frontrow/common/contracts';
import type { OrderEvent, Timer } from '../../../services/expiration/src/timer.ts';
import { acknowledge, type Consumer, type Message, publish } from './bus.ts';
import { seal } from './database.ts';
import type { Process } from './processes.ts';
import type { World } from './world.ts';

/** The expiration service: timers in Redis, which may fire early, late and twice, and may all be forgotten. */
export interface Expiration {
  timers: Map<string, Timer>;
}

export const newExpiration = (): Expiration => ({ timers: new Map() });

/** It has no database, so its steps are no transaction; each may be repeated. */
export function* keepTimer(world: World, consumer: Consumer, message: Message): Process {
  const { timers } = world.expiration;
  const event = message.event as OrderEvent & FrontrowEvent;
  set(world, world.core.timer.timerOf(event));
  yield;
  for (let version = 1; version < event.aggregateVersion; version++) {
    timers.delete(world.core.timer.timerId(event.aggregateId, version));
  }
  yield;
  acknowledge(consumer, message);
}

function set(world: World, timer: Timer | undefined): void {
  const { timers } = world.expiration;
  const id = timer && world.core.timer.timerId(timer.orderId, timer.orderVersion);
  if (id && !timers.has(id)) timers.set(id, timer);
}

/** A timer fires: the same one makes the same event, however often it does. */
export function* fire(world: World, { orderId, orderVersion, expiresAt }: Timer): Process {
  const id = world.core.timer.timerId(orderId, orderVersion);
  publish(world, seal(world, ExpirationComplete.type, id, 1, { orderId, orderVersion, expiresAt }, `timer ${id}`));
  yield;
  world.expiration.timers.delete(id);
}

/** Redis lost its timers: they are set again from what the broker has stored of the orders. */
export function rebuildTimers(world: World): void {
  const history = world.bus.stored.get('order')!.map(({ event }) => event as unknown as OrderEvent);
  for (const timer of world.core.timer.pendingTimers(history)) set(world, timer);
}
