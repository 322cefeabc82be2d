import { type Aggregate, type Envelope, streams } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { type Bus, openBus, readEvents } from '@frontrow/common/messaging';
import { eventually } from '@frontrow/common/testing';
import { ports, secrets } from '../../../system/support/instance.ts';
import type { Random } from '../random.ts';
import type { FaultMaker } from './fault.ts';

const COPIES = 150;
const POISONS = 20;
/** How far back the events lie that come again. */
const MINUTES = 3;

/** Speaks to the bus as one service, past its link. */
async function asService<T>(user: string, work: (bus: Bus) => Promise<T>): Promise<T> {
  const bus = openBus({ url: `nats://127.0.0.1:${ports.nats}`, user, password: secrets.passwords[user] });
  try {
    await eventually(() => bus.check(), 30_000, 50);
    return await work(bus);
  } finally {
    await bus.close();
  }
}

const publisherOf = (aggregate: Aggregate) => streams[aggregate].publisher;
/** Someone who may read an aggregate's events. */
const readers: Record<Aggregate, string> = {
  user: 'tickets',
  session: 'orders',
  password: 'notifications',
  email: 'notifications',
  credential: 'notifications',
  ticket: 'orders',
  stock: 'tickets',
  order: 'payments',
  expiration: 'orders',
  payment: 'tickets',
  admission: 'orders',
};

/** Without their `Nats-Msg-Id`, so that the broker cannot tell that it has them. */
const publishAs = (service: string, messages: { subject: string; payload: string }[]) =>
  asService(service, async (bus) => {
    const { client } = await bus.jetstream();
    for (const { subject, payload } of messages) await client.publish(subject, payload);
  });

/** Events of the last minutes again, in another order and long after their time. */
export const replayedShuffled: FaultMaker = (target, random) => ({
  async start() {
    const aggregate = target as Aggregate;
    const since = new Date(Date.now() - MINUTES * 60_000);
    const past = await asService(readers[aggregate], (bus) => readEvents(bus, aggregate, since));
    const chosen = random.shuffle(past as unknown as Envelope[]).slice(0, COPIES);
    const messages = chosen.map((event) => ({ subject: event.type, payload: JSON.stringify(event) }));
    await publishAs(publisherOf(aggregate), messages);
  },
  heal: async () => {},
});

/** Messages that no consumer can ever handle. */
export const poisoned: FaultMaker = (target, random) => ({
  async start() {
    const messages = Array.from({ length: POISONS }, () => poison(target, random));
    await publishAs(publisherOf(target as Aggregate), messages);
  },
  heal: async () => {},
});

function poison(aggregate: string, random: Random) {
  const event = {
    id: newId(),
    type: `${aggregate}.vanished`,
    version: 1,
    time: new Date().toISOString(),
    aggregateId: newId(),
  };
  const payload = random.pick([
    `{"torn": "${event.id}`,
    JSON.stringify(event),
    JSON.stringify({ ...event, data: { deep: [[[]]] } }),
  ]);
  return { subject: event.type, payload };
}
