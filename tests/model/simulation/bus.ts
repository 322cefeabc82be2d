import { type Aggregate, aggregateOf, type FrontrowEvent, streams } from '@frontrow/common/contracts';
import { type Commit, CommitUnknown, type Database, Refused, type Tx, transaction } from './database.ts';
import { NotYet, type Process, type Service } from './processes.ts';
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

/**
 * Delivers to a service with a database: the marks in the inbox and the effects of all these events are one commit, then it
 * acknowledges. What needs something else is left out of the commit. When it fails, each event is tried alone.
 */
export function* receive(
  world: World,
  consumer: Consumer,
  messages: Message[],
  database: Database,
  handle: Handler,
  commit: Commit,
): Process {
  if (world.flaws.ackFirst) {
    for (const message of messages) acknowledge(consumer, message);
    yield;
  }
  try {
    yield* receiveTogether(world, consumer, messages, database, handle, commit);
  } catch (error) {
    if (messages.length === 1 || !(error instanceof Refused || error instanceof CommitUnknown)) throw error;
    if (world.flaws.batchHalfDone) yield* applyUnmarked(world, messages.slice(0, 1), database, handle);
    for (const message of messages) yield* receiveTogether(world, consumer, [message], database, handle, 'done');
  }
}

function* receiveTogether(
  world: World,
  consumer: Consumer,
  messages: Message[],
  database: Database,
  handle: Handler,
  commit: Commit,
): Process {
  const work = (tx: Tx) => {
    const done = new Set<string>();
    tx.committed(() => {
      if (done.size > 1) world.commits.batches += 1;
    });
    return messages.filter(({ event }) => {
      if (done.has(event.id) || (database.inbox.has(event.id) && !world.flaws.noInbox)) return true;
      try {
        handle(world, event, tx);
      } catch (error) {
        // It says so before it writes anything.
        if (!(error instanceof NotYet)) throw error;
        return false;
      }
      done.add(event.id);
      tx.committed(() => database.inbox.add(event.id));
      return true;
    });
  };
  const applied = yield* transaction(world, database, work, commit);
  for (const message of applied) acknowledge(consumer, message);
}

/** The planted mistake of a batch that fails and keeps some of its effects. */
const applyUnmarked = (world: World, messages: Message[], database: Database, handle: Handler): Process =>
  transaction(world, database, (tx) => {
    for (const { event } of messages) if (!database.inbox.has(event.id)) handle(world, event, tx);
  });

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
