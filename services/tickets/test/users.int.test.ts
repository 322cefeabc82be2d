import { type FrontrowEvent, StockUpdated, UserCreated, UserDeleted, UserUpdated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aSession, aStock, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  issuedTo,
  listed,
  overSince,
  type Person,
  paidOrder,
  person,
  signedUp,
  staffed,
  startTickets,
  type TicketsService,
} from './support.ts';

let service: TicketsService;
beforeAll(async () => {
  service = await startTickets();
});
afterAll(() => service.stop());

const createdAt = new Date().toISOString();
const created = ({ userId: id, email }: Person['session']) =>
  eventOf(UserCreated, { id, email, role: 'user', createdAt });
const deleted = ({ userId: id }: Person['session']) =>
  eventOf(UserDeleted, { id, email: '', role: 'user', createdAt, deletedAt: createdAt }, { version: 2 });
const deliver = (event: FrontrowEvent) => service.deliver('tickets-user', event);

/** Has buyers hold and own units of a listing, as orders tells it. */
const stocked = (ticketId: string, units: { held?: number; sold?: number }) => {
  const stock = aStock({ ticketId, capacity: 10, ...units });
  return service.deliver('tickets-stock', eventOf(StockUpdated, stock, { version: 2 }));
};
const eventsOf = async (ticketId: string) =>
  (await service.outbox()).filter(({ aggregateId }) => aggregateId === ticketId).map(({ type }) => type);
const addressOf = async (id: string) =>
  (await service.kit.db.pool.query('select version, email from users where id = $1', [id])).rows[0];

describe('the name of an account', () => {
  test('is on its tickets, at the door and on guest lists, and is forgotten with the account', async () => {
    const [seller, buyer] = [await signedUp(service), await signedUp(service)];
    const { userId: id, email } = buyer.session;
    const called = (name: string | null, version: number) =>
      deliver(eventOf(UserUpdated, { id, email, name, role: 'user', createdAt }, { version }));
    const { id: ticketId } = await listed(seller, { reentry: true });
    const order = await paidOrder(service, { ticketId, userId: id });
    const [issued] = await issuedTo(service, order.id);
    const device = { deviceId: newId(), deviceName: 'Chrome on Android' };
    const { body: lease } = await seller.post(`/${ticketId}/doorLease`, device);
    const list = async (query = '') =>
      (await seller.get(`/${ticketId}/doorList?leaseId=${lease.id}${query}`).expect(200)).body;
    const scanned = async (code: string) =>
      (await seller.post(`/${ticketId}/check-ins`, { scanId: newId(), code }).expect(200)).body.holder;
    const everywhere = async () => [
      (await buyer.get('/admissions')).body[0].holder,
      (await seller.get(`/${ticketId}/admissions`)).body.admissions[0].holder,
      await scanned(issued!.code),
      await scanned(issued!.shortCode),
      (await list()).admissions[0].holder,
    ];
    const isEverywhere = async (name: string | null) => expect(await everywhere()).toEqual(Array(5).fill(name));
    await isEverywhere(null);

    for (const [version, name] of [
      [2, 'Ada L. \u202eecalevoL'],
      [3, 'Ada'],
    ] as const) {
      const { now } = await list();
      await called(name, version);
      // Whoever has the list is told of it, although nothing else has changed.
      expect((await list(`&changedSince=${now}`)).admissions).toMatchObject([{ id: issued!.id, holder: name }]);
      await isEverywhere(name);
    }
    await called('Old news', 2);
    const { now } = await list();
    await called('Ada', 4); // another language, say
    expect((await list(`&changedSince=${now}`)).admissions).toEqual([]);

    await deliver(
      eventOf(UserDeleted, { id, email: '', role: 'user', createdAt, deletedAt: createdAt }, { version: 5 }),
    );
    expect((await list(`&changedSince=${now}`)).admissions).toMatchObject([{ id: issued!.id, holder: null }]);
    await isEverywhere(null);
    const { rows } = await service.kit.db.pool.query('select name from users where id = $1', [id]);
    expect(rows).toEqual([{ name: null }]);
  });
});

describe('an account that is deleted', () => {
  test('is no longer staff anywhere, and its address is forgotten', async () => {
    const [seller, helper] = [await signedUp(service), await signedUp(service)];
    const { id } = await listed(seller);
    await staffed(seller, id, helper);
    expect((await helper.get('/doorDuty')).body.staffOf).toEqual([
      { ticketId: id, title: 'The Night Ferry', startsAt: null, endsAt: null },
    ]);
    await deliver(deleted(helper.session));
    expect((await helper.get(`/${id}/admissions`)).status).toBe(403);
    expect((await seller.get('/selling')).body[0].staff).toEqual([]);
    expect(await addressOf(helper.session.userId)).toEqual({ version: 2, email: '' });
    await seller.put(`/${id}/staff`, { emails: [helper.session.email] }).expect(200);
    expect((await helper.get('/doorDuty')).body).toMatchObject({ staffOf: [], invitations: [] });
    expect((await helper.post(`/${id}/staff/invitation`)).status).toBe(403);
  });

  test('stays deleted when old news comes late, or all news twice', async () => {
    const session = aSession();
    const [first, last] = [created(session), deleted(session)];
    for (const event of [last, first, last]) await deliver(event);
    expect(await addressOf(session.userId)).toEqual({ version: 2, email: '' });
  });

  test('leaves its address to whoever signs up with it next', async () => {
    const [seller, session] = [await signedUp(service), aSession()];
    await deliver(created(session));
    await deliver(deleted(session));
    const anew = { ...aSession(), email: session.email };
    await deliver(created(anew));
    const { id } = await listed(seller);
    await staffed(seller, id, await person(service, anew));
    expect((await (await person(service, anew)).get(`/${id}/admissions`)).status).toBe(200);
  });

  test('takes off sale what nobody has units of, and sells no more of the rest', async () => {
    const seller = await signedUp(service);
    const [unsold, sold, held, full, over] = [
      await listed(seller, { quantity: 10 }),
      await listed(seller, { quantity: 10 }),
      await listed(seller, { quantity: 10 }),
      await listed(seller, { quantity: 3 }),
      await listed(seller, { quantity: 10 }),
    ];
    await overSince(service, over, 9_000);
    await stocked(sold.id, { sold: 2, held: 1 });
    await stocked(held.id, { held: 1 });
    await stocked(full.id, { sold: 3 });
    const foreseen = await seller.get('/accountDeletion');
    expect(foreseen.body.inTheWay.map(({ id, sold: units }: { id: string; sold: number }) => [id, units])).toEqual([
      [sold.id, 2],
      [full.id, 3],
    ]);
    expect(foreseen.body.closes.map(({ id }: { id: string }) => id)).toEqual([unsold.id, held.id]);

    const last = deleted(seller.session);
    for (const event of [last, last]) await deliver(event);
    expect(await eventsOf(unsold.id)).toEqual(['ticket.created', 'ticket.cancelled']);
    expect(await eventsOf(sold.id)).toEqual(['ticket.created', 'ticket.updated']);
    expect((await seller.get(`/${sold.id}`)).body).toMatchObject({ status: 'on_sale', sales: 'ended' });
    expect((await seller.get(`/${held.id}`)).body).toMatchObject({ status: 'on_sale', sales: 'ended' });
    expect(await eventsOf(full.id)).toEqual(['ticket.created', 'ticket.updated']);
    expect(await eventsOf(over.id)).toEqual(['ticket.created']);
  });

  test('leaves the staff of what was sold at its door', async () => {
    const [seller, helper] = [await signedUp(service), await signedUp(service)];
    const { id } = await listed(seller, { quantity: 10 });
    await staffed(seller, id, helper);
    const order = await paidOrder(service, { ticketId: id });
    await stocked(id, { sold: 1 });
    await deliver(deleted(seller.session));
    const [issued] = await issuedTo(service, order.id);
    const answer = await helper.post(`/${id}/check-ins`, { scanId: newId(), code: issued!.code });
    expect(answer.status).toBe(200);
  });

  test('is warned of the tickets that it has not used', async () => {
    const [seller, buyer] = [await signedUp(service), await signedUp(service)];
    const { userId } = buyer.session;
    const [next, past] = [await listed(seller), await listed(seller)];
    await overSince(service, past, 9_000);
    const order = await paidOrder(service, { ticketId: next.id, userId, quantity: 3 });
    await paidOrder(service, { ticketId: past.id, userId });
    const [issued] = await issuedTo(service, order.id);
    await seller.post(`/${next.id}/check-ins`, { scanId: newId(), code: issued!.code }).expect(200);
    expect((await buyer.get('/accountDeletion')).body).toEqual({ inTheWay: [], closes: [], unused: 2 });
  });
});
