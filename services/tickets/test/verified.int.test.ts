import { UserCreated, UserUpdated } from '@frontrow/common/contracts';
import { aSession, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listed, type Person, paidOrder, person, staffed, startTickets, type TicketsService } from './support.ts';

let required: TicketsService;
let optional: TicketsService;
beforeAll(async () => {
  [required, optional] = await Promise.all([startTickets({ EMAIL_VERIFICATION: 'required' }), startTickets()]);
});
afterAll(() => Promise.all([required.stop(), optional.stop()]));

const stateOf = ({ session: { userId: id, email } }: Person, changes = {}) => {
  const createdAt = new Date().toISOString();
  return { id, email, role: 'user' as const, createdAt, ...changes };
};
const hear = (service: TicketsService, event: object) =>
  service.deliver('tickets-user', event as Parameters<TicketsService['deliver']>[1]);
const confirms = (service: TicketsService, who: Person, version = 2, changes = {}) =>
  hear(service, eventOf(UserUpdated, stateOf(who, { verifiedAt: new Date().toISOString(), ...changes }), { version }));

/** Someone who has signed up, and has not confirmed the address. */
async function newcomer(service: TicketsService, email?: string) {
  const who = await person(service, { ...aSession(), ...(email && { email }) });
  await hear(service, eventOf(UserCreated, stateOf(who)));
  return who;
}
const list = (who: Person) => who.post('/', { title: 'The Night Ferry', price: 20 });

describe('where addresses must be confirmed', () => {
  test('who has not may not sell, and may once they have', async () => {
    const seller = await newcomer(required);
    const refused = await list(seller);
    expect([refused.status, refused.body.errors]).toEqual([
      403,
      [{ message: 'confirm your e-mail address first', code: 'unverified_email' }],
    ]);
    expect((await seller.get('/selling')).body).toEqual([]);
    await confirms(required, seller);
    expect((await list(seller)).status).toBe(201);
  });

  test('nobody is refused whose copy is missing', async () => {
    expect((await list(await person(required))).status).toBe(201);
  });

  test('who has not sees their tickets all the same', async () => {
    const [buyer, seller] = [await newcomer(required), await person(required)];
    const { id } = await listed(seller);
    await paidOrder(required, { ticketId: id, userId: buyer.session.userId });
    const { body } = await buyer.get('/admissions');
    expect(body).toHaveLength(1);
  });

  test('who has not sees no invitation, of which the seller is told nothing, and sees it once they have', async () => {
    const [seller, helper] = [await person(required), await newcomer(required)];
    const { id } = await listed(seller);
    const { body } = await seller.put(`/${id}/staff`, { emails: [helper.session.email] }).expect(200);
    expect([body.staff, body.invited]).toEqual([[], [helper.session.email]]);
    expect((await helper.get('/doorDuty')).body.invitations).toEqual([]);
    expect((await helper.post(`/${id}/staff/invitation`)).status).toBe(404);
    await confirms(required, helper);
    expect((await helper.get('/doorDuty')).body.invitations).toHaveLength(1);
    await helper.post(`/${id}/staff/invitation`).expect(200);
    expect((await helper.get(`/${id}/admissions`)).status).toBe(200);
  });
});

describe('where that is not asked for', () => {
  test('who has not may sell and be staff', async () => {
    const [seller, helper] = [await newcomer(optional), await newcomer(optional)];
    const { id } = await listed(seller);
    await staffed(seller, id, helper);
    expect((await helper.get(`/${id}/admissions`)).status).toBe(200);
  });

  test.each([
    ['Jürgen@münchen-musik.de', 'JÜRGEN@xn--mnchen-musik-dlb.de'],
    ['Door@Example.TEST', 'door@example.test'],
  ])('staff who signed up as %s are named as %s, and shown as they signed up', async (email, typed) => {
    const [seller, helper] = [await newcomer(optional), await newcomer(optional, email)];
    const { id } = await listed(seller);
    const { status, body } = await seller.put(`/${id}/staff`, { emails: [email, typed] });
    expect([status, body.invited]).toEqual([200, [typed]]);
    await helper.post(`/${id}/staff/invitation`).expect(200);
    const again = await seller.put(`/${id}/staff`, { emails: [typed] });
    expect([again.body.staff, again.body.invited]).toEqual([[email], []]);
    expect((await helper.get(`/${id}/admissions`)).status).toBe(200);
  });

  test('staff stay staff when they change their address, and are named by the new one', async () => {
    const [seller, helper] = [await newcomer(optional), await newcomer(optional)];
    const { id } = await listed(seller);
    const old = helper.session.email;
    await staffed(seller, id, helper);
    await confirms(optional, helper, 2, { email: `moved-${old}` });
    await hear(optional, eventOf(UserCreated, stateOf(helper))); // old news
    expect((await seller.get('/selling')).body[0].staff).toEqual([`moved-${old}`]);
    expect((await helper.get(`/${id}/admissions`)).status).toBe(200);
    const { body } = await seller.put(`/${id}/staff`, { emails: [old] });
    expect([body.staff, body.invited]).toEqual([[], [old]]);
    expect((await helper.get('/doorDuty')).body).toMatchObject({ staffOf: [], invitations: [] });
  });

  test('a copy of before there was a form to compare is found as it is', async () => {
    const [seller, helper] = [await newcomer(optional), await newcomer(optional)];
    await optional.kit.db.pool.query('update users set email_key = null where id = $1', [helper.session.userId]);
    const { id } = await listed(seller);
    await seller.put(`/${id}/staff`, { emails: [helper.session.email.toUpperCase()] }).expect(200);
    await helper.post(`/${id}/staff/invitation`).expect(200);
  });
});
