import { setTimeout as sleep } from 'node:timers/promises';
import type { JsMsg } from '@nats-io/jetstream';
import type { Aggregate, FrontrowEvent } from '../contracts/index.ts';
import { isUnavailable } from '../database/index.ts';
import type { Bus } from './bus.ts';
import { ACK_WAIT_MS, ensureConsumer } from './consumer.ts';
import type { DeadLetterStore } from './dead-letters.ts';
import { type Deliver, NotYet, OutOfReach, Poison, parseEvent } from './subscription.ts';

export interface Logger {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

interface ConsumeOptions {
  bus: Bus;
  aggregate: Aggregate;
  /** The durable consumer's name: `<service>-<aggregate>`. */
  consumer: string;
  deliver: Deliver;
  deadLetters: DeadLetterStore;
  log: Logger;
  /** Deliveries of one event before it is given up. With the back-off below, 12 take about six minutes. */
  maxDeliveries?: number;
}

/** Events that are in hand at most. More are pulled once half of them are done, so the slow ones hold up no others. */
const IN_HAND = 64;
const PULL_MS = 5_000;
/** A broker that has just come back may lose a pull; two of its heartbeats missing tell. By default that takes up to 10 s. */
const HEARTBEAT_MS = 1_000;
/** From a second on: tried again at once, a thousand events that fail would crowd out those that do not. */
const backoffMs = (deliveries: number) => Math.min(500 * 2 ** deliveries, 60_000);
/** An engine that comes back finds the events soon, however long it was away. */
const UNREACHABLE_BACKOFF_MS = 5_000;
const unreachableBackoffMs = (deliveries: number) => Math.min(100 * 2 ** deliveries, UNREACHABLE_BACKOFF_MS);
/** While an engine is out of reach, an event is tried as often as this, and the others stay with the broker. */
const PROBE_MS = 250;

/**
 * Pulls an aggregate's events and applies them, those of one aggregate in order and different ones side by side. An
 * event that fails is tried again later and holds up no other. It survives the loss of the broker, of its store and of
 * the database. Returns a function that drains and stops it.
 */
export function consume(options: ConsumeOptions): () => Promise<void> {
  const { bus, aggregate, consumer, log } = options;
  let stopping = false;
  let failing = false;
  let unreachable = false;
  let wake = () => {};
  let oneIsDone = () => {};
  let reconnected = false;
  const inHand = new Set<JsMsg>();
  /** The end of the work on each aggregate whose events are in hand. */
  const chains = new Map<string, Promise<void>>();
  const keepInHand = setInterval(() => {
    for (const message of inHand) message.working();
  }, ACK_WAIT_MS / 3);
  const forget = bus.onConnect(() => {
    // A pull that was under way would wait for its time-out, and the broker may have lost the consumer.
    reconnected = true;
    wake();
  });

  async function pull() {
    reconnected = false;
    const handle = await ensureConsumer(bus, aggregate, consumer);
    while (!stopping && !reconnected) {
      if (unreachable) await sleep(PROBE_MS);
      while (inHand.size > IN_HAND / 2) {
        await new Promise<void>((resolve) => {
          oneIsDone = resolve;
        });
      }
      const max_messages = unreachable ? 1 : IN_HAND - inHand.size;
      const messages = await handle.fetch({ max_messages, expires: PULL_MS, idle_heartbeat: HEARTBEAT_MS });
      wake = () => void messages.close();
      if (stopping || reconnected) wake();
      for await (const message of messages) take(message);
    }
  }

  function take(message: JsMsg) {
    failing = false;
    inHand.add(message);
    const key = aggregateKey(message);
    const done = (chains.get(key) ?? Promise.resolve()).then(async () => {
      unreachable = (await receive(message, options)) === 'unreachable';
      inHand.delete(message);
      if (chains.get(key) === done) chains.delete(key);
      oneIsDone();
    });
    chains.set(key, done);
  }

  const running = (async () => {
    while (!stopping) {
      try {
        if (bus.connected) await pull();
        else await sleep(100);
      } catch (error) {
        if (stopping) return;
        if (!failing && bus.connected)
          log.warn({ consumer, error: (error as Error).message }, 'cannot pull events; trying again');
        failing = true;
        await sleep(250);
      }
    }
  })();

  return async () => {
    stopping = true;
    forget();
    wake();
    await running;
    await Promise.all(chains.values());
    clearInterval(keepInHand);
  };
}

/** What is no event comes before and after no other. */
function aggregateKey(message: JsMsg): string {
  return /"aggregateId":"([^"]*)"/.exec(message.string())?.[1] ?? `message ${message.seq}`;
}

/** Applies an event and tells the broker what came of it; says so when an engine was out of reach. Never rejects. */
async function receive(
  message: JsMsg,
  { consumer, deliver, deadLetters, log, maxDeliveries = 12 }: ConsumeOptions,
): Promise<'unreachable' | undefined> {
  const payload = message.string();
  let event: FrontrowEvent | undefined;
  try {
    event = parseEvent(payload);
    await deliver(consumer, event);
    message.ack();
    return undefined;
  } catch (error) {
    const reason = (error as Error).message;
    const deliveries = message.info.deliveryCount;
    const unreachable = error instanceof OutOfReach || isUnavailable(error);
    const hopeless = error instanceof Poison || (deliveries >= maxDeliveries && !unreachable);
    if (!hopeless) {
      const level = error instanceof NotYet || unreachable ? 'debug' : 'warn';
      log[level](
        { consumer, subject: message.subject, eventId: event?.id, deliveries, reason },
        'event will be tried again',
      );
      message.nak(unreachable ? unreachableBackoffMs(deliveries) : backoffMs(deliveries));
      return unreachable ? 'unreachable' : undefined;
    }
    try {
      await deadLetters.add({ consumer, eventId: event?.id ?? null, subject: message.subject, payload, reason });
      log.error({ consumer, subject: message.subject, eventId: event?.id, reason }, 'event became a dead letter');
      // nats-server 2.9 ignores a term() that carries a reason.
      message.term();
      return undefined;
    } catch {
      message.nak(UNREACHABLE_BACKOFF_MS);
      return 'unreachable';
    }
  }
}
