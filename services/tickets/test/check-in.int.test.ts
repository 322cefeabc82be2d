import { OrderRefundRequested, UserCreated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aSession, eventOf, foreignKeys, testKeys } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { admissionCodes } from '../src/security/admission-code.ts';
import {
  allPages,
  deliverOrder,
  type Issued,
  issuedTo,
  listed,
  nobody,
  type Person,
  paidOrder,
  person,
  refundOf,
  signedUp,
  staffed,
  startTickets,
  type TicketsService,
} from './support.ts';

let service: TicketsService;
let seller: Person;
let helper: Person;
let stranger: Person;
let ticketId: string;

beforeAll(async () => {
  service = await startTickets();
  [seller, helper, stranger] = [await signedUp(service), await signedUp(service), await signedUp(service)];
  ticketId = (await listed(seller, { quantity: 100 })).id;
});
afterAll(() => service.stop());

const scan = (by: Pick<Person, 'post'>, code: string, scanId = newId(), at = ticketId) =>
  by.post(`/${at}/check-ins`, { scanId, code });
async function admission(): Promise<Issued & { orderId: string }> {
  const order = await paidOrder(service, { ticketId });
  return { ...(await issuedTo(service, order.id))[0]!, orderId: order.id };
}

describe('a scan', () => {
  test('lets one in, once', async () => {
    const { id, code, orderId } = await admission();
    const scanId = newId();
    const answer = await scan(seller, code, scanId);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      admissionId: id,
      orderId,
      number: 1,
      of: 1,
      holder: null,
      redeemedAt: expect.any(String),
      countsFrom: null,
      again: false,
      scanId,
    });
    for (const same of [scanId, scanId.toUpperCase()]) {
      const again = await scan(seller, code, same);
      expect([again.status, again.body]).toEqual([200, answer.body]);
    }
    const other = await scan(seller, code);
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({
      redeemedAt: answer.body.redeemedAt,
      errors: [{ message: 'this admission was used already', code: 'admission_used' }],
    });
    const events = await service.outbox('admission.redeemed');
    expect(events.filter(({ aggregateId }) => aggregateId === orderId)).toHaveLength(1);
  });

  test('of what was revoked is refused', async () => {
    const order = await paidOrder(service, { ticketId });
    const [issued] = await issuedTo(service, order.id);
    await deliverOrder(service, OrderRefundRequested, refundOf(order), 4);
    const answer = await scan(seller, issued!.code);
    expect(answer.status).toBe(409);
    expect(answer.body.errors[0].message).toContain('revoked');
    expect(answer.body.redeemedAt).toBeUndefined();
  });

  test('of a forged code is refused', async () => {
    const { id, code } = await admission();
    const forger = admissionCodes([{ ...foreignKeys.privateKey, kid: testKeys.privateKey.kid! } as never]);
    for (const forged of [
      'this is nonsense',
      `${code.slice(0, -3)}AAA`,
      forger.write({ admissionId: id, ticketId }),
      `${code}A`,
    ]) {
      const answer = await scan(seller, forged);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toEqual([{ field: 'code', message: 'is not an admission of ours', code: 'not_ours' }]);
    }
    expect((await scan(seller, code)).status).toBe(200);
  });

  test('for another event is told so', async () => {
    const { code } = await admission();
    const elsewhere = await listed(seller);
    const answer = await scan(seller, code, newId(), elsewhere.id);
    expect([answer.status, answer.body.errors[0].message]).toEqual([409, 'this admission is for another event']);
  });

  test('of an admission that is not on record is told so', async () => {
    const code = service.kit.resources.codes.write({ admissionId: newId(), ticketId });
    expect((await scan(seller, code)).status).toBe(404);
    expect((await scan(seller, code, newId(), newId())).status).toBe(404);
  });

  test('is for the seller and the staff', async () => {
    const { code } = await admission();
    expect((await scan(nobody(service), code)).status).toBe(401);
    expect((await scan(stranger, code)).status).toBe(403);
    await staffed(seller, ticketId, helper);
    expect((await scan(helper, code)).status).toBe(200);
  });

  test('takes codes of the key before the last, after a rotation', async () => {
    const { id } = await admission();
    const rotated = admissionCodes([foreignKeys.privateKey as never, testKeys.privateKey as never]);
    const code = admissionCodes([testKeys.privateKey as never]).write({ admissionId: id, ticketId });
    expect(rotated.read(code)).toEqual({ admissionId: id, ticketId });
  });
});

describe('staff', () => {
  test('are named by the addresses they signed up with, all at once', async () => {
    const { id } = await listed(seller);
    const emails = [helper.session.email, stranger.session.email].sort();
    const answer = await seller.put(`/${id}/staff`, { emails: [emails[0]!.toUpperCase(), ...emails] });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id, staff: [], invited: emails, held: 0, sold: 0, admitted: 0 });
    await staffed(seller, id, helper, stranger);
    expect((await seller.get('/selling')).body[0]).toMatchObject({ id, staff: emails, invited: [] });
    expect((await seller.put(`/${id}/staff`, { emails: [] })).body.staff).toEqual([]);
  });

  test('are named by the seller', async () => {
    expect((await nobody(service).put(`/${ticketId}/staff`, { emails: [] })).status).toBe(401);
    expect((await stranger.put(`/${ticketId}/staff`, { emails: [] })).status).toBe(403);
    expect((await seller.put(`/${newId()}/staff`, { emails: [] })).status).toBe(404);
  });

  test('are known once however often and late the news comes', async () => {
    const state = {
      id: newId(),
      email: 'new@frontrow.test',
      role: 'user',
      createdAt: new Date().toISOString(),
    } as const;
    await service.deliver('tickets-user', eventOf(UserCreated, state, { version: 2 }));
    await service.deliver('tickets-user', eventOf(UserCreated, { ...state, email: 'old@frontrow.test' }));
    const { id } = await listed(seller);
    await seller.put(`/${id}/staff`, { emails: ['old@frontrow.test'] }).expect(200);
    const newest = await person(service, { ...aSession(), userId: state.id, email: state.email });
    expect((await newest.get('/doorDuty')).body.invitations).toEqual([]);
    await seller.put(`/${id}/staff`, { emails: ['New@Frontrow.test'] }).expect(200);
    expect((await newest.get('/doorDuty')).body.invitations).toHaveLength(1);
  });
});

describe('the door', () => {
  test('counts what is good and what was used, in pages, without codes', async () => {
    const { id: at } = await listed(seller, { quantity: 9 });
    const order = await paidOrder(service, { ticketId: at, quantity: 5 });
    const refunded = await paidOrder(service, { ticketId: at, quantity: 2 });
    await deliverOrder(service, OrderRefundRequested, refundOf(refunded), 4);
    const [first] = await issuedTo(service, order.id);
    await scan(seller, first!.code, newId(), at).expect(200);

    const pages = (await allPages(seller, `/${at}/admissions?limit=3`)) as unknown as {
      issued: number;
      redeemed: number;
      admissions: object[];
    }[];
    expect(pages.map(({ issued, redeemed }) => [issued, redeemed])).toEqual(pages.map(() => [5, 1]));
    const listedThere = pages.flatMap(({ admissions }) => admissions);
    expect(listedThere).toHaveLength(7);
    expect(listedThere[0]).toEqual({
      id: first!.id,
      orderId: order.id,
      number: 1,
      of: 5,
      holder: null,
      status: 'redeemed',
      issuedAt: expect.any(String),
      redeemedAt: expect.any(String),
      offline: false,
    });
    expect((await seller.get('/selling')).body[0]).toMatchObject({ id: at, admitted: 1 });
    expect((await stranger.get(`/${at}/admissions`)).status).toBe(403);
    expect((await nobody(service).get(`/${at}/admissions`)).status).toBe(401);
    expect((await seller.get(`/${newId()}/admissions`)).status).toBe(404);
  });
});
