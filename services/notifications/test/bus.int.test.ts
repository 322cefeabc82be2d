import { type Aggregate, type FrontrowEvent, streams, UserCreated } from '@frontrow/common/contracts';
import { type Bus, openBus } from '@frontrow/common/messaging';
import { eventOf, eventually, startTestNats, type TestEngine } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aUser, mailbox, mailsOf, mailsTo, type NotificationsService, startNotifications } from './setup.ts';

let nats: TestEngine;
let bus: Bus;
let service: NotificationsService;
const consumed = (Object.keys(streams) as Aggregate[]).filter((aggregate) =>
  streams[aggregate].consumers.includes('notifications'),
);
const ensureStreams = () => Promise.all(consumed.map((aggregate) => bus.ensureStream(aggregate)));

/** A member of last week, whom the streams still tell of when the service is set up. */
const old = aUser();
const oldEvent = { ...eventOf(UserCreated, old), time: new Date(Date.now() - 3 * 24 * 3_600_000).toISOString() };

beforeAll(async () => {
  nats = await startTestNats();
  bus = openBus({ url: nats.url, user: 'publisher' });
  await eventually(() => bus.check());
  await ensureStreams();
  await bus.publish(oldEvent);
  service = await startNotifications({ NATS_URL: nats.url });
}, 60_000);
afterAll(async () => {
  await service.stop();
  await bus.close();
  await nats.remove();
});

test('a new service learns who is there and writes to nobody about last week', async () => {
  await eventually(async () => expect(await mailsOf(service, old.id)).toMatchObject([{ state: 'skipped' }]), 30_000);
  const recent = aUser();
  await bus.publish(eventOf(UserCreated, recent));
  await mailsTo(service, recent.id, ['welcome']);
});

test('what the bus brings again, after it has lost everything, is not mailed again', async () => {
  const users = Array.from({ length: 20 }, () => aUser());
  const events: FrontrowEvent[] = users.map((user) => eventOf(UserCreated, user));
  await Promise.all(events.map((event) => bus.publish(event)));
  for (const user of users) await mailsTo(service, user.id, ['welcome']);

  await nats.wipe();
  await eventually(() => bus.check());
  await ensureStreams();
  const last = aUser();
  for (const event of [oldEvent, ...events, eventOf(UserCreated, last)]) await bus.publish(event);
  await mailsTo(service, last.id, ['welcome']);
  for (const user of users) expect(await mailbox(service, user.email)).toHaveLength(1);
  expect(await mailbox(service, old.email)).toEqual([]);
}, 60_000);
