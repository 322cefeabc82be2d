import { setTimeout as sleep } from 'node:timers/promises';
import type { JsMsg } from '@nats-io/jetstream';
import pLimit from 'p-limit';
import type { Aggregate, FrontrowEvent, Id } from '../contracts/index.ts';
import { isContended, isLockTimeout, isUnavailable } from '../database/index.ts';
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
  /** How long events wait for others to share their commit with, in milliseconds: where nobody waits for what follows. */
  lingerMs?: number | undefined;
  /** Deliveries of one event before it is given up. With the back-off below, 12 take about six minutes. */
  maxDeliveries?: number;
}

/** An event, and the message that brought it. */
interface Delivery {
  message: JsMsg;
  event: FrontrowEvent;
}

/** Events that are one commit at most: enough to share its cost, few enough to be done within a tenth of a second. */
const BATCH = 200;
/** Events that are in hand at most. More are pulled once half of them are done. */
const IN_HAND = 3 * BATCH;
/** Events that are tried alone at a time, after they failed together. */
const ALONE_AT_ONCE = 4;
const PULL_MS = 5_000;
/** A broker that has just come back may lose a pull; two of its heartbeats missing tell. By default that takes up to 10 s. */
const HEARTBEAT_MS = 2_000;
/** From a second on: tried again at once, a thousand events that fail would crowd out those that do not. */
const backoffMs = (deliveries: number) => Math.min(500 * 2 ** deliveries, 60_000);
/** An engine that comes back finds the events soon, however long it was away. */
const UNREACHABLE_BACKOFF_MS = 5_000;
const unreachableBackoffMs = (deliveries: number) => Math.min(100 * 2 ** deliveries, UNREACHABLE_BACKOFF_MS);
/** While an engine is out of reach, an event is tried as often as this, and the others stay with the broker. */
const PROBE_MS = 250;

/**
 * Pulls an aggregate's events and applies them. Those that arrive while a commit is under way are the next commit. When
 * one fails, each of its events is tried alone, side by side with what comes next; those of one aggregate stay in order.
 * An event that fails alone is delivered again later. It survives the loss of the broker, of its store and of the
 * database. Returns a function that drains and stops it.
 */
export function consume(options: ConsumeOptions): () => Promise<void> {
  const { bus, aggregate, consumer, deliver, log, lingerMs = 0 } = options;
  let stopping = false;
  let failing = false;
  let unreachable = false;
  let wake = () => {};
  let someAreDone = () => {};
  let reconnected = false;
  const inHand = new Set<JsMsg>();
  const waiting: Delivery[] = [];
  let batches: Promise<void> | undefined;
  /** The end of the work on each aggregate whose events are tried alone. */
  const chains = new Map<Id, Promise<void>>();
  /** Events that have failed alone, so that they take no others along when they come again. */
  const suspects = new Set<Id>();
  const alone = pLimit(ALONE_AT_ONCE);
  let keeping: NodeJS.Timeout | undefined;
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
          someAreDone = resolve;
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
    keeping ??= setInterval(keepInHand, ACK_WAIT_MS / 3);
    let event: FrontrowEvent;
    try {
      event = parseEvent(message.string());
    } catch (error) {
      void settle({ message }, error as Error);
      return;
    }
    if (chains.has(event.aggregateId) || suspects.has(event.id)) return applyAlone({ message, event });
    waiting.push({ message, event });
    batches ??= applyWaiting().finally(() => {
      batches = undefined;
    });
  }

  /** Tells the broker that the events in hand are being worked on, for as long as there are any. */
  function keepInHand() {
    for (const message of inHand) message.working();
    if (inHand.size > 0) return;
    clearInterval(keeping);
    keeping = undefined;
  }

  async function applyWaiting() {
    while (waiting.length > 0) {
      if (waiting.length < BATCH) await sleep(lingerMs); // what the same packet brought comes along, and a little more
      const next = waiting.splice(0, BATCH);
      const batch = next.filter(({ event }) => !chains.has(event.aggregateId));
      for (const delivery of next) if (!batch.includes(delivery)) applyAlone(delivery);
      if (batch.length === 0) continue;
      const events = batch.map(({ event }) => event);
      const problems = await deliver(consumer, events).catch((error: Error) => {
        if (batch.length === 1 || isOutOfReach(error)) return batch.map(() => error);
        for (const delivery of batch) applyAlone(delivery);
        return undefined;
      });
      if (problems) await Promise.all(batch.map((delivery, index) => settle(delivery, problems[index])));
    }
  }

  function applyAlone(delivery: Delivery) {
    const { id, aggregateId } = delivery.event;
    const attempt = async () => {
      const [problem] = await deliver(consumer, [delivery.event]).catch((error: Error) => [error]);
      if (problem && !isLockTimeout(problem)) suspects.add(id);
      await settle(delivery, problem);
    };
    const done = (chains.get(aggregateId) ?? Promise.resolve())
      .then(() => alone(attempt))
      .then(() => {
        if (chains.get(aggregateId) === done) chains.delete(aggregateId);
      });
    chains.set(aggregateId, done);
  }

  /** Tells the broker what came of an event. Never rejects. */
  async function settle({ message, event }: Pick<Delivery, 'message'> & Partial<Delivery>, problem: Error | undefined) {
    const outcome = problem ? await refuse(message, event, problem, options) : 'done';
    if (outcome === 'done') {
      message.ack();
      if (event) suspects.delete(event.id);
    } else if (outcome === 'buried' && event) suspects.delete(event.id);
    unreachable = outcome === 'unreachable';
    inHand.delete(message);
    if (inHand.size <= IN_HAND / 2) someAreDone();
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
    await batches;
    await Promise.all(chains.values());
    clearInterval(keeping);
  };
}

/** Whether no event can be applied at the moment, whichever it is. */
const isOutOfReach = (error: Error): boolean =>
  error instanceof OutOfReach || (isUnavailable(error) && !isLockTimeout(error) && !isContended(error));

/** Gives an event back to the broker, or buries it when it can never be applied. Never rejects. */
async function refuse(
  message: JsMsg,
  event: FrontrowEvent | undefined,
  problem: Error,
  { consumer, deadLetters, log, maxDeliveries = 12 }: ConsumeOptions,
): Promise<'unreachable' | 'later' | 'buried'> {
  const reason = problem.message;
  const deliveries = message.info.deliveryCount;
  const unreachable = isOutOfReach(problem);
  const held = isUnavailable(problem);
  const hopeless = problem instanceof Poison || (deliveries >= maxDeliveries && !unreachable && !held);
  if (!hopeless) {
    const level = problem instanceof NotYet || unreachable || held ? 'debug' : 'warn';
    log[level](
      { consumer, subject: message.subject, eventId: event?.id, deliveries, reason },
      'event will be tried again',
    );
    message.nak(unreachable || held ? unreachableBackoffMs(deliveries) : backoffMs(deliveries));
    return unreachable ? 'unreachable' : 'later';
  }
  const payload = message.string();
  try {
    await deadLetters.add({ consumer, eventId: event?.id ?? null, subject: message.subject, payload, reason });
    log.error({ consumer, subject: message.subject, eventId: event?.id, reason }, 'event became a dead letter');
    // nats-server 2.9 ignores a term() that carries a reason.
    message.term();
    return 'buried';
  } catch {
    message.nak(UNREACHABLE_BACKOFF_MS);
    return 'unreachable';
  }
}
