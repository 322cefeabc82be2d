import {
  OrderCancelled,
  OrderCompleted,
  type OrderState,
  TicketCreated,
  type TicketState,
  TicketUpdated,
} from '@frontrow/common/contracts';
import { anOrder, aTicket, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Change } from '../src/mail.ts';
import { hear, mailbox, mailsOf, mailsTo, type NotificationsService, newcomer, startNotifications } from './setup.ts';

let service: NotificationsService;
beforeAll(async () => {
  service = await startNotifications();
});
afterAll(() => service.stop());

const buyFrom = (
  where: NotificationsService,
  ticket: TicketState,
  userId: string,
  changes: Partial<OrderState> = {},
) => {
  const { id: ticketId, title, venue, city, country, startsAt, timeZone } = ticket;
  const bought = { version: 1, title, venue, city, country, startsAt, timeZone };
  const order = anOrder({ ticketId, userId, ticket: bought, ...changes });
  return hear(where, eventOf(OrderCompleted, { ...order, status: 'complete' }, { version: 2 })).then(() => order);
};
const buy = (ticket: TicketState, userId: string, changes: Partial<OrderState> = {}) =>
  buyFrom(service, ticket, userId, changes);
const moved = (ticket: TicketState, changes: Partial<TicketState>, version = 2) =>
  eventOf(TicketUpdated, { ...ticket, ...changes }, { version });

test('a new venue is told once to everyone with a live order, and to nobody else', async () => {
  const ticket = aTicket({ title: 'The Night Ferry' });
  await hear(service, eventOf(TicketCreated, ticket));
  const [buyer, twice, gone, stranger] = await Promise.all([1, 2, 3, 4].map(() => newcomer(service)));
  await buy(ticket, buyer!.id);
  await buy(ticket, twice!.id);
  await buy(ticket, twice!.id);
  const given = await buy(ticket, gone!.id);
  await hear(
    service,
    eventOf(OrderCancelled, { ...given, status: 'cancelled', cancelReason: 'buyer' }, { version: 3 }),
  );
  await buy(aTicket(), stranger!.id);

  const event = moved(ticket, { venue: 'Elsewhere' });
  await hear(service, event, event);
  await mailsTo(service, buyer!.id, ['welcome', 'event_changed']);
  await mailsTo(service, twice!.id, ['welcome', 'event_changed']);
  for (const user of [gone!, stranger!]) await mailsTo(service, user.id, ['welcome']);
  const [{ plain } = { plain: '' }] = await mailbox(service, buyer!.email);
  expect(plain).toContain('Was: Harbour Stage, Lisbon, Portugal\nNow: Elsewhere, Lisbon, Portugal');

  await hear(service, moved(ticket, { venue: 'Elsewhere', title: 'Other words', price: 9900 }, 3));
  const back = moved(ticket, {}, 4);
  await hear(service, back);
  await eventually(async () => expect(await mailsOf(service, buyer!.id)).toHaveLength(3));
  await service.kit.db.pool.query(`update mails set due_at = now() where state = 'queued'`); // ten minutes later
  await mailsTo(service, buyer!.id, ['welcome', 'event_changed', 'event_changed']);
});

test('who buys after a change knows it, unless the order was sold by what was true before', async () => {
  const ticket = aTicket();
  const after = { ...ticket, city: 'Porto' };
  await hear(service, eventOf(TicketCreated, ticket));
  const [informed, misled] = await Promise.all([newcomer(service), newcomer(service)]);
  const createdAt = new Date(Date.now() + 60_000).toISOString();
  await buy(after, informed!.id, { createdAt });
  await buy(ticket, misled!.id, { createdAt });
  await hear(service, eventOf(TicketUpdated, after, { version: 2 }));
  await mailsTo(service, misled!.id, ['welcome', 'event_changed']);
  await mailsTo(service, informed!.id, ['welcome']);
});

test('more buyers than fit one batch are told once each', async () => {
  const ticket = aTicket();
  await hear(service, eventOf(TicketCreated, ticket));
  await service.kit.db.pool.query(
    `insert into orders (id, version, ticket_id, user_id, quantity, total, currency, status, refund, event, created_at)
     select gen_random_uuid(), 2, $1, gen_random_uuid(), 1, 100, 'EUR', 'complete', 'none', $2, now() - interval '1 hour'
     from generate_series(1, 450)`,
    [ticket.id, anOrder().ticket],
  );
  await hear(service, moved(ticket, { startsAt: null }));
  await eventually(async () => {
    const { rows } = await service.kit.db.pool.query(
      `select count(*)::int as mails, count(distinct user_id)::int as users from mails where kind = 'event_changed' and topic = $1`,
      [`${ticket.id}:2`],
    );
    expect(rows).toEqual([{ mails: 450, users: 450 }]);
  }, 60_000);
});

test('an event that moved days ago is not announced by a service that hears of it only now', async () => {
  const ticket = aTicket();
  const buyer = await newcomer(service);
  await hear(service, eventOf(TicketCreated, ticket));
  await buy(ticket, buyer.id, { createdAt: new Date(Date.now() - 90 * 3_600_000).toISOString() });
  await hear(service, {
    ...moved(ticket, { venue: 'Elsewhere' }),
    time: new Date(Date.now() - 48 * 3_600_000).toISOString(),
  });
  await eventually(async () => {
    const { rows } = await service.kit.db.pool.query('select done_at from announcements where ticket_id = $1', [
      ticket.id,
    ]);
    expect(rows).toEqual([{ done_at: expect.any(Date) }]);
  });
  await mailsTo(service, buyer.id, ['welcome']);
});

describe('changes that follow each other closely', () => {
  let patient: NotificationsService;
  beforeAll(async () => {
    patient = await startNotifications({ ANNOUNCE_AFTER_SECONDS: '600' });
  });
  afterAll(() => patient.stop());
  const waiting = async (ticketId: string) =>
    (
      await patient.kit.db.pool.query<{ change: Change }>(
        'select change from announcements where ticket_id = $1 and done_at is null',
        [ticketId],
      )
    ).rows;
  const due = (ticketId: string) =>
    patient.kit.db.pool.query('update announcements set due_at = now() where ticket_id = $1', [ticketId]);

  test('are told as one, from what each buyer bought', async () => {
    const ticket = aTicket();
    await hear(patient, eventOf(TicketCreated, ticket));
    const [first, between] = await Promise.all([newcomer(patient), newcomer(patient)]);
    await buyFrom(patient, ticket, first!.id);
    const [one, two] = [
      { ...ticket, venue: 'Pier 1' },
      { ...ticket, venue: 'Pier 2', city: 'Porto' },
    ];
    await hear(patient, eventOf(TicketUpdated, one, { version: 2 }));
    await buyFrom(patient, one, between!.id, { createdAt: new Date(Date.now() + 1_000).toISOString() });
    await hear(patient, eventOf(TicketUpdated, two, { version: 3 }));
    expect(await waiting(ticket.id)).toMatchObject([
      { change: { before: { venue: ticket.venue }, after: { venue: 'Pier 2' } } },
    ]);
    await due(ticket.id);
    await mailsTo(patient, first!.id, ['welcome', 'event_changed']);
    await mailsTo(patient, between!.id, ['welcome', 'event_changed']);
    const texts = await Promise.all(
      [first!, between!].map(async ({ email }) => (await mailbox(patient, email))[0]!.plain),
    );
    expect(texts[0]).toContain('Was: Harbour Stage, Lisbon, Portugal\nNow: Pier 2, Porto, Portugal');
    expect(texts[1]).toContain('Was: Pier 1, Lisbon, Portugal\nNow: Pier 2, Porto, Portugal');
  });

  test('are not told when the last takes the first back', async () => {
    const ticket = aTicket();
    await hear(patient, eventOf(TicketCreated, ticket));
    await hear(patient, eventOf(TicketUpdated, { ...ticket, startsAt: null }, { version: 2 }));
    expect(await waiting(ticket.id)).toHaveLength(1);
    await hear(patient, eventOf(TicketUpdated, ticket, { version: 3 }));
    expect(await waiting(ticket.id)).toEqual([]);
  });
});

test('however many events of theirs change, nobody gets more than six mails about it an hour', async () => {
  const buyer = await newcomer(service);
  const tickets = [aTicket(), aTicket(), aTicket()];
  for (const ticket of tickets) {
    await hear(service, eventOf(TicketCreated, ticket));
    await buy(ticket, buyer.id);
    await hear(service, moved(ticket, { venue: 'Elsewhere' }));
    await eventually(async () => {
      const { rows } = await service.kit.db.pool.query('select done_at from announcements where ticket_id = $1', [
        ticket.id,
      ]);
      expect(rows).toEqual([{ done_at: expect.any(Date) }]);
    });
  }
  const { rows } = await service.kit.db.pool.query<{ minutes: number }>(
    `select extract(epoch from due_at - min(due_at) over ())::float8 / 60 as minutes
     from mails where user_id = $1 and kind = 'event_changed' order by due_at`,
    [buyer.id],
  );
  expect(rows.map(({ minutes }) => minutes)).toEqual([0, 10, 20]);
});
