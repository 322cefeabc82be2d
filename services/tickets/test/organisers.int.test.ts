import { UserDeleted } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aSession, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listed, nobody, type Person, person, signedUp, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
beforeAll(async () => {
  service = await startTickets();
});
afterAll(() => service.stop());

const lanterns = { name: 'The Lantern Company', contact: 'box-office@example.com' };
const nothing = { name: '', contact: '' };
const organiserOf = async (ticketId: string) => (await nobody(service).get(`/${ticketId}`)).body.organiser;
const pageOf = async (sellerId: string) => {
  const { status, body } = await nobody(service).get(`/organisers/${sellerId}`);
  return status === 200 ? body : status;
};
const goes = ({ session: { userId: id } }: Person) =>
  service.deliver(
    'tickets-user',
    eventOf(
      UserDeleted,
      { id, email: '', role: 'user', createdAt: '2026-11-01T10:00:00.000Z', deletedAt: '2026-11-02T10:00:00.000Z' },
      { version: 2 },
    ),
  );

test('who sells is named as they say, at listings of before and after, and never by their address', async () => {
  const seller = await person(service);
  const before = await listed(seller);
  expect(await organiserOf(before.id)).toEqual(nothing);
  expect((await seller.get('/organiser')).body).toEqual(nothing);
  expect((await seller.put('/organiser', lanterns)).body).toEqual(lanterns);
  const after = await listed(seller);
  for (const { id } of [before, after]) expect(await organiserOf(id)).toEqual(lanterns);
  expect((await seller.get('/organiser')).body).toEqual(lanterns);
  expect(await organiserOf((await listed(await person(service))).id)).toEqual(nothing);
  const { text } = await nobody(service).get(`/${before.id}`);
  expect(text).not.toContain(seller.session.email);
});

test('the contact is kept as it is followed, and both can be taken back', async () => {
  const seller = await person(service);
  await seller.put('/organiser', { name: ' The Lantern Company ', contact: 'example.com/ask' }).expect(200);
  expect((await seller.get('/organiser')).body).toEqual({ ...lanterns, contact: 'https://example.com/ask' });
  await seller.put('/organiser', nothing).expect(200);
  expect((await seller.get('/organiser')).body).toEqual(nothing);
});

test.each([
  ['contact', { ...lanterns, contact: 'javascript:alert(1)' }, 'contact'],
  ['contact', { ...lanterns, contact: 'nowhere' }, 'contact'],
  ['name', { ...lanterns, name: '\u2800' }, 'invisible'],
  ['name', { ...lanterns, name: 'a'.repeat(61) }, 'too_long'],
  ['name', { contact: '' }, 'required'],
])('what cannot be said is refused at %s: %j', async (field, body, code) => {
  const seller = await person(service);
  const answer = await seller.put('/organiser', body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toMatchObject([{ field, code }]);
});

test('strangers to the market have no page, whatever they say of themselves', async () => {
  const seller = await person(service);
  const { userId } = seller.session;
  expect((await nobody(service).put('/organiser', lanterns)).status).toBe(401);
  await seller.put('/organiser', lanterns).expect(200);
  expect([await pageOf(userId), await pageOf(newId()), await pageOf('nobody')]).toEqual([404, 404, 400]);
  const { id } = await listed(seller);
  expect(await pageOf(userId)).toEqual({ id: userId, ...lanterns });
  await seller.post(`/${id}/cancel`).expect(200);
  expect(await pageOf(userId)).toEqual({ id: userId, ...lanterns });
  const silent = await person(service);
  await listed(silent);
  expect(await pageOf(silent.session.userId)).toEqual({ id: silent.session.userId, ...nothing });
});

test('of an account that is deleted nothing is kept, also when they say it once more', async () => {
  const seller = await signedUp(service);
  const { id } = await listed(seller);
  await seller.put('/organiser', lanterns).expect(200);
  await goes(seller);
  expect(await organiserOf(id)).toEqual(nothing);
  expect((await seller.put('/organiser', lanterns)).status).toBe(401);
  expect(await organiserOf(id)).toEqual(nothing);
});

test('who says it while they are deleted comes first or is refused', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const seller = await signedUp(service);
    await Promise.all([...Array.from({ length: 5 }, () => seller.put('/organiser', lanterns)), goes(seller)]);
    const { rows } = await service.kit.db.pool.query('select from organisers where seller_id = $1', [
      seller.session.userId,
    ]);
    expect(rows).toHaveLength(0);
  }
});

test('whoever the service has heard nothing of yet may say who they are', async () => {
  const seller = await person(service, aSession());
  expect((await seller.put('/organiser', lanterns)).status).toBe(200);
});
