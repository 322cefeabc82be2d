import fc from 'fast-check';
import {
  cancelling,
  comparing,
  databaseOf,
  hasDue,
  hearing,
  PUBLISHERS,
  publishing,
  receiving,
  settling,
  sweeping,
  unpublished,
  watching,
} from '../simulation/activities.ts';
import { lose } from '../simulation/bus.ts';
import { flow } from '../simulation/calm.ts';
import { fire, rebuildTimers } from '../simulation/expiration.ts';
import { dueOrders } from '../simulation/payments.ts';
import { crash, type Running, run, type Service } from '../simulation/processes.ts';
import type { World } from '../simulation/world.ts';
import { anyFate, anyIndex, anyTroubles, type Happening, happening, oneOf } from './happening.ts';

/** What services and engines do, and what befalls them. */
const SECOND = 1000;
const POWER_CUT_MS = 20 * SECOND;

const everything = fc.constant(happening('everything flows', { act: (world) => flow(world) }));

const something = fc
  .integer({ min: 1, max: 20 })
  .map((steps) => happening('something flows', { act: (world) => flow(world, steps) }));

const publish = fc.record({ index: fc.nat(2), fate: anyFate }).map(({ index, fate }) =>
  happening('a relay publishes', {
    when: (world) => PUBLISHERS.some((service) => unpublished(databaseOf(world, service))),
    act(world) {
      const services = PUBLISHERS.filter((service) => unpublished(databaseOf(world, service)));
      run(world, publishing(world, oneOf(services, index)!), fate);
    },
  }),
);

const isWaiting = ({ bus }: World) => bus.consumers.some(({ pending }) => pending.length > 0);

const deliver = fc.record({ index: anyIndex, message: anyIndex, fate: anyFate }).map(({ index, message, fate }) =>
  happening('an event is delivered', {
    when: isWaiting,
    act(world) {
      const consumer = oneOf(
        world.bus.consumers.filter(({ pending }) => pending.length > 0),
        index,
      )!;
      run(world, receiving(world, consumer, oneOf(consumer.pending, message)!), fate);
    },
  }),
);

const repeat = fc.record({ index: anyIndex, message: fc.nat(40) }).map(({ index, message }) =>
  happening('the broker forgets an acknowledgement', {
    when: ({ bus }) => bus.consumers.some(({ aggregate }) => bus.stored.get(aggregate)!.length > 0),
    act(world) {
      const { consumers, stored } = world.bus;
      const consumer = oneOf(
        consumers.filter(({ aggregate }) => stored.get(aggregate)!.length > 0),
        index,
      )!;
      const again = oneOf(stored.get(consumer.aggregate)!, message)!;
      world.tell(
        () => `the broker will send ${again.event.type} of ${again.event.aggregateId} to ${consumer.service} again`,
      );
      if (!consumer.pending.includes(again)) consumer.pending.push(again);
    },
  }),
);

const forget = fc.record({ index: anyIndex, all: fc.boolean() }).map(({ index, all }) =>
  happening('the broker loses messages', {
    act(world) {
      const aggregate = oneOf([...world.bus.stored.keys()], index)!;
      world.tell(() => `the broker loses ${all ? 'the stream' : 'the last 20 s'} of ${aggregate}`);
      lose(world, aggregate, all ? 0 : world.now - POWER_CUT_MS);
    },
  }),
);

const settle = fc.record({ index: anyIndex, troubles: anyTroubles, fate: anyFate }).map(({ index, troubles, fate }) =>
  happening('a payment is settled', {
    when: hasDue,
    act: (world) => run(world, settling(world, oneOf(dueOrders(world), index)!, troubles), fate),
  }),
);

const resume = fc.record({ index: anyIndex, fate: anyFate }).map(({ index, fate }) =>
  happening('what was held up goes on', {
    when: ({ running }) => running.length > 0,
    act(world) {
      const [running] = world.running.splice(index % world.running.length, 1);
      run(world, running!, fate);
    },
  }),
);

const SERVICES: Service[] = ['orders', 'payments', 'tickets', 'expiration'];
const kill = fc.constantFrom(...SERVICES).map((service) =>
  happening(`${service} is killed`, {
    when: ({ running }) => running.some((one) => one.service === service),
    act: (world) => crash(world, service),
  }),
);

const timer = fc.record({ index: anyIndex, fate: anyFate }).map(({ index, fate }) =>
  happening('a timer fires', {
    when: ({ expiration }) => expiration.timers.size > 0,
    act(world) {
      const [id, found] = oneOf([...world.expiration.timers], index)!;
      run(world, { service: 'expiration', what: `the timer ${id} fires`, process: fire(world, found) }, fate);
    },
  }),
);

const emptied = fc.boolean().map((rebuilt) =>
  happening('Redis is emptied', {
    when: ({ expiration }) => expiration.timers.size > 0,
    act(world) {
      world.tell(() => `Redis is emptied${rebuilt ? ', and the timers are set again' : ''}`);
      world.expiration.timers.clear();
      if (rebuilt) rebuildTimers(world);
    },
  }),
);

const worker = fc
  .record({
    start: fc.constantFrom<(world: World) => Running>(sweeping, cancelling, watching, comparing),
    fate: anyFate,
  })
  .map(({ start, fate }) => happening('a worker runs', { act: (world) => run(world, start(world), fate) }));

const webhook = fc.record({ index: anyIndex, lost: fc.boolean(), fate: anyFate }).map(({ index, lost, fate }) =>
  happening('a webhook comes', {
    when: ({ stripe }) => stripe.webhooks.length > 0,
    act(world) {
      const { webhooks } = world.stripe;
      run(world, hearing(world, oneOf(webhooks, index)!), fate);
      if (lost) webhooks.splice(index % webhooks.length, 1);
    },
  }),
);

const DAY = 24 * 3600;
const time = fc.constantFrom(1, 6, 6, 22, 60, 301, 900, DAY).map((seconds) =>
  happening('time passes', {
    act(world) {
      world.tell(() => `${seconds} seconds pass`);
      world.now += seconds * SECOND;
      // No process is held up for as long as Stripe remembers keys: its calls have timed out by then.
      if (seconds === DAY) world.running = [];
    },
  }),
);

export const machines: { weight: number; arbitrary: fc.Arbitrary<Happening> }[] = [
  { weight: 8, arbitrary: everything },
  { weight: 6, arbitrary: something },
  { weight: 5, arbitrary: publish },
  { weight: 9, arbitrary: deliver },
  { weight: 2, arbitrary: repeat },
  { weight: 1, arbitrary: forget },
  { weight: 5, arbitrary: settle },
  { weight: 4, arbitrary: resume },
  { weight: 1, arbitrary: kill },
  { weight: 1, arbitrary: timer },
  { weight: 1, arbitrary: emptied },
  { weight: 2, arbitrary: worker },
  { weight: 3, arbitrary: webhook },
  { weight: 3, arbitrary: time },
];
