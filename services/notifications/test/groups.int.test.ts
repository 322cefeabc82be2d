import {
  AdmissionIssued,
  type FrontrowEvent,
  OrderCancelled,
  OrderCreated,
  TicketCreated,
  TicketUpdated,
  UserCreated,
  UserDeleted,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import {
  anOrder,
  aTicket,
  createTestDatabase,
  eventOf,
  openTestConsumer,
  type TestConsumer,
  type TestDatabase,
} from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NotificationsKit } from '../src/config.ts';
import { onAdmissionIssued } from '../src/consumers/on-admission-issued.ts';
import { onOrder } from '../src/consumers/on-order.ts';
import { onTicket } from '../src/consumers/on-ticket.ts';
import { onUser } from '../src/consumers/on-user.ts';
import { notifications } from '../src/service.ts';
import { claimDue, MAILS_TOPIC, noteOutcomes } from '../src/store/mails.ts';
import { deliver } from '../src/workers/deliver.ts';
import { aUser, type NotificationsService, startNotifications } from './setup.ts';

/** Lends its kit; what is tested has a database of its own, on which nothing else works. */
let service: NotificationsService;
let database: TestDatabase;
let consumer: TestConsumer;
let kit: NotificationsKit;

beforeAll(async () => {
  service = await startNotifications();
});
afterAll(() => service.stop());
beforeEach(async () => {
  database = await createTestDatabase(notifications.migrations!);
  consumer = openTestConsumer(database.url, 'notifications', (db) => {
    kit = { ...service.kit, db };
    return [onUser, onOrder, onTicket, onAdmissionIssued].map((subscribe) => subscribe(kit));
  });
});
afterEach(async () => {
  await consumer.close();
  await database.drop();
});

const select = async (text: string) => (await consumer.database.pool.query<Record<string, unknown>>(text)).rows;
const mails = () => select('select kind, state, why, tries from mails order by kind, state');

function someBuyers(count: number) {
  const users = Array.from({ length: count }, () => aUser());
  const orders = users.map(({ id: userId }) => anOrder({ userId }));
  return {
    users: users.map((user) => eventOf(UserCreated, user)),
    created: orders.map((order) => eventOf(OrderCreated, order)),
    expired: orders.map((order) =>
      eventOf(OrderCancelled, { ...order, status: 'cancelled', cancelReason: 'expired' }, { version: 2 }),
    ),
    issued: orders.map(({ id: orderId, ticketId, userId }) =>
      eventOf(AdmissionIssued, { orderId, ticketId, userId, admissions: [] }, { id: orderId }),
    ),
  };
}

describe('events that come together', () => {
  test('take as many statements as one, and so do the mails that they ask for', async () => {
    const { users, created, expired, issued } = someBuyers(50);
    const statements = (events: FrontrowEvent[]) => consumer.statementsOf(() => consumer.deliver(...events));
    // Begin, inbox, copy, mails, commit.
    expect(await statements(users)).toHaveLength(5);
    expect(await statements(created)).toHaveLength(4);
    expect(await statements(expired)).toHaveLength(5);
    expect(await statements(issued)).toHaveLength(4);
    const worker = deliver(kit);
    const delivered = await consumer.statementsOf(async () => {
      expect([await worker.run(), await worker.run(), await worker.run()]).toEqual([true, true, true]);
    });
    expect(delivered).toHaveLength(6);
    expect(await select('select kind, state, count(*)::int from mails group by kind, state order by kind')).toEqual([
      { kind: 'order_complete', state: 'skipped', count: 50 },
      { kind: 'order_expired', state: 'sent', count: 50 },
      { kind: 'welcome', state: 'sent', count: 50 },
    ]);
    expect(await select('select count(*)::int as letters, count(distinct email)::int as people from mailbox')).toEqual([
      { letters: 100, people: 50 },
    ]);
  });

  test('of which some are old or come twice ask for each mail once', async () => {
    const { users, created, expired } = someBuyers(3);
    const events = [...expired, ...created, ...users, ...expired];
    await consumer.deliver(...events, ...events);
    await consumer.deliver(...events);
    expect((await mails()).map(({ kind }) => kind)).toEqual([
      ...Array(3).fill('order_expired'),
      ...Array(3).fill('welcome'),
    ]);
    expect(await select('select distinct version, status from orders')).toEqual([{ version: 2, status: 'cancelled' }]);
  });

  test('of which the database refuses one are tried again alone, and that one harms no other', async () => {
    const { created } = someBuyers(3);
    const bad = { ...created[0]!, id: newId(), data: { ...created[0]!.data, id: newId(), userId: 'nobody' } };
    await expect(consumer.deliver(...created, bad)).rejects.toThrow(/uuid/);
    expect(await select('select id from orders')).toEqual([]);
    const outcomes = await Promise.allSettled([...created, bad].map((event) => consumer.deliver(event)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
  });

  test('wake who sends mails only when one is owed', async () => {
    let wakes = 0;
    consumer.database.onCommit(MAILS_TOPIC, () => {
      wakes += 1;
    });
    const { created, expired } = someBuyers(5);
    await consumer.deliver(...created);
    expect(wakes).toBe(0);
    await consumer.deliver(...expired);
    expect(wakes).toBe(1);
    const longAgo = new Date(Date.now() - 48 * 3_600_000).toISOString();
    await consumer.deliver(...expired, ...someBuyers(2).expired.map((event) => ({ ...event, time: longAgo })));
    expect(wakes).toBe(1);
  });

  test('leave of someone who came and went neither letters nor an address', async () => {
    const user = aUser();
    await consumer.deliver(eventOf(UserCreated, user));
    await deliver(kit).run();
    const [other, gone] = [aUser(), { ...user, email: '', deletedAt: new Date().toISOString() }];
    await consumer.deliver(
      eventOf(UserDeleted, gone, { version: 2 }),
      eventOf(UserCreated, user),
      eventOf(UserCreated, other),
    );
    await deliver(kit).run();
    expect(await select('select email from mailbox')).toEqual([{ email: other.email }]);
  });

  test('are told as the changes of a listing that they are, also when they come again or too late', async () => {
    const ticket = aTicket();
    const created = eventOf(TicketCreated, ticket);
    const updated = (version: number, changes: object) =>
      eventOf(TicketUpdated, { ...ticket, ...changes }, { version });
    const [moved, renamed, further] = [
      updated(2, { venue: 'Elsewhere' }),
      updated(3, { venue: 'Elsewhere', title: 'Other words' }),
      updated(4, { venue: 'Nowhere near' }),
    ];
    const others = Array.from({ length: 20 }, () => eventOf(TicketCreated, aTicket()));
    const events = [created, moved, renamed, ...others, further, moved, created];
    const sent = await consumer.statementsOf(() => consumer.deliver(...events));
    // Begin, inbox, rows locked, rows read, copy, announcements that wait, announcements, commit.
    expect(sent).toHaveLength(8);
    await consumer.deliver(...events, updated(3, { venue: 'Nowhere' }));
    const told = await select(`select version, change->'before'->>'venue' as was, change->'after'->>'venue' as now
      from announcements order by version`);
    expect(told).toEqual([{ version: 2, was: 'Harbour Stage', now: 'Nowhere near' }]);
  });
});

describe('mails that are sent together', () => {
  test('harm one another no more than one that cannot be put in the mailbox', async () => {
    await consumer.deliver(...someBuyers(5).users);
    await select(`insert into mailbox (id, email, subject, html, plain)
      select id, 'taken@example.test', '', '', '' from mails order by id limit 1`);
    await deliver(kit).run();
    const states = await mails();
    expect(states.map(({ state }) => state)).toEqual(['queued', 'sent', 'sent', 'sent', 'sent']);
    expect(states[0]).toMatchObject({ tries: 1, why: expect.stringContaining('mailbox_pkey') });
    expect(await select('select count(*)::int as letters from mailbox')).toEqual([{ letters: 5 }]);
  });

  test('are left alone by whoever claimed them before their lease ended', async () => {
    await consumer.deliver(...someBuyers(2).users);
    const { database: db } = consumer;
    const [slow, quick] = [newId(), newId()];
    const [claimed] = await claimDue(db, slow, 10);
    const letter = { email: 'ada@example.test', subject: 's', html: 'h', text: 't', attachments: [] };
    const put = (by: string) => noteOutcomes(db, by, [{ id: claimed!.id, state: 'sent', letter }]);
    expect(await claimDue(db, quick, 10)).toEqual([]);
    await select('update mails set claimed_until = clock_timestamp()');
    expect(await claimDue(db, quick, 10)).toHaveLength(2);
    await put(slow);
    expect(await select('select id from mailbox')).toEqual([]);
    await put(quick);
    await put(quick);
    expect(await select('select id from mailbox')).toEqual([{ id: claimed!.id }]);
  });
});
