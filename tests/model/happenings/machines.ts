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
  withdrawing,
} from '../simulation/activities.ts';
import { flow } from '../simulation/calm.ts';
import { fire } from '../simulation/expiration.ts';
import { dueOrders } from '../simulation/payments.ts';
import { crash, type Running, run, type Service } from '../simulation/processes.ts';
import type { World } from '../simulation/world.ts';
import { anyCommit, anyFate, anyIndex, anyTroubles, type Happening, happening, oneOf } from './happening.ts';

/** What services do, and that they die. */

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

const deliver = fc
  .record({
    index: anyIndex,
    message: anyIndex,
    many: fc.constantFrom(1, 1, 1, 2, 3, 8),
    commit: anyCommit,
    fate: anyFate,
  })
  .map(({ index, message, many, commit, fate }) =>
    happening(many === 1 ? 'an event is delivered' : 'events are delivered together', {
      when: isWaiting,
      act(world) {
        const consumer = oneOf(
          world.bus.consumers.filter(({ pending }) => pending.length > 0),
          index,
        )!;
        const first = message % consumer.pending.length;
        run(world, receiving(world, consumer, consumer.pending.slice(first, first + many), commit), fate);
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

const worker = fc
  .record({
    start: fc.constantFrom<(world: World) => Running>(sweeping, cancelling, withdrawing, watching, comparing),
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

export const machines: { weight: number; arbitrary: fc.Arbitrary<Happening> }[] = [
  { weight: 8, arbitrary: everything },
  { weight: 6, arbitrary: something },
  { weight: 5, arbitrary: publish },
  { weight: 9, arbitrary: deliver },
  { weight: 5, arbitrary: settle },
  { weight: 4, arbitrary: resume },
  { weight: 1, arbitrary: kill },
  { weight: 1, arbitrary: timer },
  { weight: 2, arbitrary: worker },
  { weight: 3, arbitrary: webhook },
];
