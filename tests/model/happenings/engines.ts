import fc from 'fast-check';
import { lose } from '../simulation/bus.ts';
import { rebuildTimers } from '../simulation/expiration.ts';
import { anyIndex, type Happening, happening, oneOf } from './happening.ts';

/** What befalls the broker and Redis, and that time passes. */
const SECOND = 1000;
const POWER_CUT_MS = 20 * SECOND;

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

export const engines: { weight: number; arbitrary: fc.Arbitrary<Happening> }[] = [
  { weight: 2, arbitrary: repeat },
  { weight: 1, arbitrary: forget },
  { weight: 1, arbitrary: emptied },
  { weight: 3, arbitrary: time },
];
