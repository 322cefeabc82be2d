import { randomUUID } from 'node:crypto';
import { UserDeleted } from '@frontrow/common/contracts';
import { newId, type Tx } from '@frontrow/common/database';
import { eventOf, eventually, openTestConsumer, type TestConsumer } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { onUser } from '../src/consumers/on-user.ts';
import { addToStaff, takeInvitation } from '../src/store/staff.ts';
import { isSellerClosed } from '../src/store/users.ts';
import { listed, type Person, signedUp, staffed, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
/** Waits for a lock for as long as the test holds it, not for a second as in the service. */
let users: TestConsumer;
beforeAll(async () => {
  service = await startTickets();
  const { DATABASE_URL } = service.kit.config;
  users = openTestConsumer(DATABASE_URL!, 'tickets-user', (db) => [onUser({ ...service.kit, db })]);
});
afterAll(async () => {
  await users.close();
  await service.stop();
});

const invite = (seller: Person, id: string, ...emails: string[]) => seller.put(`/${id}/staff`, { emails });
const duty = async (who: Person) => (await who.get('/doorDuty')).body;
const admitted = async (who: Person, id: string) => (await who.get(`/${id}/admissions`)).status;

describe('whoever is invited', () => {
  test('is not told apart from who has no account: the answers are the same to the byte', async () => {
    const [seller, known] = [await signedUp(service), await signedUp(service)];
    // The same length and the same order, so that nothing but the account differs.
    const { email } = known.session;
    const unknown = `${randomUUID()}${email.slice(email.indexOf('@'))}`;
    const answers = await Promise.all(
      [email, unknown].map(async (address) => {
        const { id } = await listed(seller);
        const { status, text, headers } = await invite(seller, id, address);
        const { date: _date, 'x-correlation-id': _id, ...rest } = headers;
        const plain = text
          .replaceAll(id, 'ID')
          .replaceAll(address, 'ADDRESS')
          .replaceAll(/"\d{4}-[^"]+Z"/g, 'AT');
        return { status, plain, rest };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]!.status).toBe(200);
  });

  test('stands at the door once they accept, and not before; it may be said twice', async () => {
    const [seller, helper] = [await signedUp(service), await signedUp(service)];
    const { id } = await listed(seller, { title: 'The Night Ferry' });
    await seller.put('/organiser', { name: 'Harbour Nights', contact: '' }).expect(200);
    await invite(seller, id, helper.session.email);
    expect(await admitted(helper, id)).toBe(403);
    expect((await duty(helper)).invitations).toEqual([
      { ticketId: id, title: 'The Night Ferry', startsAt: null, endsAt: null, organiser: 'Harbour Nights' },
    ]);
    for (const _ of ['once', 'twice']) {
      const { status, body } = await helper.post(`/${id}/staff/invitation`);
      expect([status, body.invitations, body.staffOf]).toEqual([200, [], [expect.objectContaining({ ticketId: id })]]);
    }
    expect(await admitted(helper, id)).toBe(200);
    const [own] = (await seller.get('/selling')).body;
    expect([own.staff, own.invited]).toEqual([[helper.session.email], []]);
  });

  test('may decline, and leave later; either closes the door', async () => {
    const [seller, helper] = [await signedUp(service), await signedUp(service)];
    const { id } = await listed(seller);
    await invite(seller, id, helper.session.email);
    await helper.delete(`/${id}/staff/invitation`).expect(200);
    expect((await helper.post(`/${id}/staff/invitation`)).status).toBe(404);
    expect((await seller.get('/selling')).body[0].invited).toEqual([]);
    await staffed(seller, id, helper);
    await helper.delete(`/${id}/staff/invitation`).expect(200);
    expect(await admitted(helper, id)).toBe(403);
    expect((await duty(helper)).staffOf).toEqual([]);
  });

  test('finds nothing to accept once the seller took it back, and is out once taken off', async () => {
    const [seller, helper] = [await signedUp(service), await signedUp(service)];
    const { id } = await listed(seller);
    await invite(seller, id, helper.session.email);
    await invite(seller, id);
    expect((await helper.post(`/${id}/staff/invitation`)).status).toBe(404);
    await staffed(seller, id, helper);
    await invite(seller, id);
    expect(await admitted(helper, id)).toBe(403);
  });

  test('stays staff while others are invited, and is invited once', async () => {
    const [seller, helper] = [await signedUp(service), await signedUp(service)];
    const { id } = await listed(seller);
    await staffed(seller, id, helper);
    const { email } = helper.session;
    const { body } = await invite(seller, id, email.toUpperCase(), email, 'no@one.test', 'NO@one.test');
    expect([body.staff, body.invited]).toEqual([[email], ['NO@one.test']]);
  });

  test('is the only one who can accept: for others there is none', async () => {
    const [seller, helper, stranger] = [await signedUp(service), await signedUp(service), await signedUp(service)];
    const { id } = await listed(seller);
    await invite(seller, id, helper.session.email);
    const answers = await Promise.all([
      stranger.post(`/${id}/staff/invitation`),
      stranger.post(`/${newId()}/staff/invitation`),
    ]);
    const seen = answers.map(({ status, body: { correlationId: _, ...body } }) => ({ status, body }));
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]!.status).toBe(404);
    await stranger.delete(`/${id}/staff/invitation`).expect(200);
    expect((await duty(helper)).invitations).toHaveLength(1);
  });

  test('is forgotten after thirty days', async () => {
    const [seller, helper] = [await signedUp(service), await signedUp(service)];
    const { id } = await listed(seller);
    await invite(seller, id, helper.session.email);
    await service.kit.db.pool.query(
      "update staff_invitations set invited_at = invited_at - interval '31 days' where ticket_id = $1",
      [id],
    );
    expect((await duty(helper)).invitations).toEqual([]);
    expect((await helper.post(`/${id}/staff/invitation`)).status).toBe(404);
    service.kit.wake('forget-invitations');
    await eventually(async () => expect((await seller.get('/selling')).body[0].invited).toEqual([]));
  });
});

describe('somebody accepts while their account is deleted', () => {
  /** Accepts as the use case does, by whatever it asks before. */
  const accept = (id: string, userId: string, mayAccept: (tx: Tx, userId: string) => Promise<boolean>) =>
    service.kit.db.transaction({ correlationId: newId(), causationId: null }, async (tx) => {
      if (!(await mayAccept(tx, userId))) return;
      if (await takeInvitation(tx, id, { userId, verified: false })) await addToStaff(tx, id, userId);
    });

  /** Accepts many invitations while the account goes; how many doors it stands at in the end. */
  async function race(mayAccept: (tx: Tx, userId: string) => Promise<boolean>): Promise<number> {
    const [seller, helper] = [await signedUp(service), await signedUp(service)];
    const { userId, email } = helper.session;
    const ids = await Promise.all(Array.from({ length: 8 }, async () => (await listed(seller)).id));
    for (const id of ids) await invite(seller, id, email);
    const gone = { id: userId, email: '', role: 'user' as const, createdAt: new Date().toISOString() };
    const deletion = eventOf(UserDeleted, { ...gone, deletedAt: gone.createdAt }, { version: 2 });
    await Promise.all([users.deliver(deletion), ...ids.map((id) => accept(id, userId, mayAccept))]);
    const { rows } = await service.kit.db.pool.query('select from staff where user_id = $1', [userId]);
    return rows.length;
  }

  test('and is staff of nothing in the end', async () => {
    for (let races = 0; races < 10; races += 1) {
      expect(await race(async (tx, userId) => !(await isSellerClosed(tx, userId)))).toBe(0);
    }
  });

  test('the control: without the lock somebody who is gone stands at a door', async () => {
    let left = 0;
    for (let races = 0; races < 50 && left === 0; races += 1) left = await race(async () => true);
    expect(left).toBeGreaterThan(0);
  });
});
