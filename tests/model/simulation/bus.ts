import { type Aggregate, aggregateOf, type FrontrowEvent, streams } from '@frontrow/common/contracts';
import { type Database, type Tx, transaction } from './database.ts';
import type { Process, Service } from './processes.ts';
import type { World } from './world.ts';

export interface Message {
  event: FrontrowEvent;
  storedAt: number;
}

/** A durable consumer: what it has not acknowledged, in no order that anyone may rely on. */
export interface Consumer {
  service: Service;
  aggregate: Aggregate;
  pending: Message[];
}

export interface Bus {
  stored: Map<Aggregate, Message[]>;
  consumers: Consumer[];
}

export type Handler = (world: World, event: FrontrowEvent, tx: Tx) => void;

export const RELAY = 'publishes its outbox';
const AGGREGATES = ['ticket', 'stock', 'order', 'expiration', 'payment', 'admission'] as const;
const SERVICES: readonly string[] = ['tickets', 'orders', 'payments', 'expiration'] satisfies Service[];

export const newBus = (): Bus => ({
  stored: new Map(AGGREGATES.map((aggregate) => [aggregate, []])),
  consumers: AGGREGATES.flatMap((aggregate) =>
    streams[aggregate].consumers
      .filter((name) => SERVICES.includes(name))
      .map((name) => ({ service: name as Service, aggregate, pending: [] })),
  ),
});

/** The broker's own de-duplication is left out: a window that ends and that a lost store forgets is no guarantee. */
export function publish(world: World, event: FrontrowEvent): void {
  const message = { event, storedAt: world.now };
  const aggregate = aggregateOf(event.type);
  world.bus.stored.get(aggregate)!.push(message);
  for (const consumer of world.bus.consumers) {
    if (consumer.aggregate === aggregate && wants(consumer, event)) consumer.pending.push(message);
  }
}

/** Of payments, tickets only cares for the charge and what comes after it; the rest it acknowledges without a look. */
const wants = ({ service }: Consumer, { type }: FrontrowEvent) =>
  service !== 'tickets' || !type.startsWith('payment.') || CHARGES.includes(type);
const CHARGES: readonly string[] = ['payment.captured', 'payment.refunded', 'payment.refund_failed'];

/** Publishes what the outbox has, in the order it was written; marks it afterwards. */
export function* relay(world: World, { outbox }: Database): Process {
  const rows = outbox.filter(({ publishedAt }) => publishedAt === null);
  for (const { event } of rows) {
    publish(world, event);
    yield;
  }
  for (const row of rows) row.publishedAt = world.now;
}

/** Delivers to a service with a database: the mark in the inbox and the effect are one commit, then it acknowledges. */
export function* receive(
  world: World,
  consumer: Consumer,
  message: Message,
  database: Database,
  handle: Handler,
): Process {
  const { event } = message;
  if (world.flaws.ackFirst) {
    acknowledge(consumer, message);
    yield;
  }
  yield* transaction(world, database, (tx) => {
    if (database.inbox.has(event.id) && !world.flaws.noInbox) return;
    handle(world, event, tx);
    tx.committed(() => database.inbox.add(event.id));
  });
  acknowledge(consumer, message);
}

export function acknowledge(consumer: Consumer, message: Message): void {
  consumer.pending = consumer.pending.filter((other) => other !== message);
}

/**
 * The broker forgets what had been stored since `from`. Whoever was publishing fails. When it is back, the relay misses
 * an event that had been acknowledged, makes the stream anew and publishes the whole outbox again.
 */
export function lose(world: World, aggregate: Aggregate, from: number): void {
  const { stored, consumers } = world.bus;
  if (stored.get(aggregate)!.every(({ storedAt }) => storedAt < from)) return;
  world.running = world.running.filter(({ what }) => what !== RELAY);
  stored.set(aggregate, []);
  for (const consumer of consumers) if (consumer.aggregate === aggregate) consumer.pending = [];
  if (world.flaws.lossesUnnoticed) return;
  for (const { outbox } of world.databases()) {
    for (const row of outbox) if (aggregateOf(row.event.type) === aggregate) row.publishedAt = null;
  }
}
