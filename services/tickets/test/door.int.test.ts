import { type HeldDoorLeaseView, OrderCancelled, OrderRefundRequested } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { badCookies, foreignKeys, gate } from '@frontrow/common/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { admissionCodes } from '../src/security/admission-code.ts';
import {
  deliverOrder,
  type Issued,
  issuedTo,
  listed,
  nobody,
  type Person,
  paidOrder,
  refundOf,
  signedUp,
  staffed,
  startTickets,
  type TicketsService,
} from './support.ts';

let service: TicketsService;
let seller: Person;
let helper: Person;
let ticketId: string;

beforeAll(async () => {
  service = await startTickets();
  [seller, helper] = [await signedUp(service), await signedUp(service)];
});
beforeEach(async () => {
  ticketId = (await listed(seller, { quantity: 100 })).id;
  await staffed(seller, ticketId, helper);
});
afterAll(() => service.stop());

const aDevice = (name = 'Chrome on Android') => ({ deviceId: newId(), deviceName: name });
const take = (by: Pick<Person, 'post'>, device = aDevice(), more: object = {}) =>
  by.post(`/${ticketId}/doorLease`, { ...device, ...more });
async function taken(by = seller, device = aDevice()) {
  const { status, body } = await take(by, device);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as { id: string; takenAt: string; expiresAt: string; now: string };
}
const aScan = (code: string, at = new Date().toISOString()) => ({ scanId: newId(), code, at });
const send = (leaseId: string, ...scans: object[]) => seller.post(`/${ticketId}/checkIns`, { leaseId, scans });
const scanOnline = (code: string, scanId = newId()) => helper.post(`/${ticketId}/check-ins`, { scanId, code });
async function admission(): Promise<Issued & { orderId: string }> {
  const order = await paidOrder(service, { ticketId });
  return { ...(await issuedTo(service, order.id))[0]!, orderId: order.id };
}
const redeemedEvents = async (orderId: string) =>
  (await service.outbox('admission.redeemed')).filter(({ aggregateId }) => aggregateId === orderId);
const conflicts = async () => (await helper.get(`/${ticketId}/doorConflicts`)).body;

/** Lets the time of a lease run out. */
const expire = (id: string) =>
  service.kit.db.pool.query(
    `update door_leases set taken_at = taken_at - interval '13 hours', renewed_at = renewed_at - interval '13 hours',
      expires_at = expires_at - interval '13 hours' where id = $1`,
    [id],
  );

describe('the lease of a guest list', () => {
  test('is had by one device, which everyone at the door sees', async () => {
    const device = aDevice('Firefox on Linux');
    const lease = await taken(seller, device);
    const { now, keys, countsFrom, reentry, ...view } = lease as typeof lease & HeldDoorLeaseView;
    expect({ countsFrom, reentry }).toEqual({ countsFrom: null, reentry: false });
    expect(view).toMatchObject({ ticketId, deviceName: device.deviceName, holder: seller.session.email });
    expect(Date.parse(lease.expiresAt) - Date.parse(lease.takenAt)).toBe(12 * 3600_000);
    expect(JSON.stringify(view)).not.toContain(device.deviceId);
    expect(keys).toEqual(service.kit.resources.codes.publicKeys);

    const other = await take(helper);
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({ errors: [{ message: 'another device has the guest list' }], lease: view });
    expect((await helper.get(`/${ticketId}/admissions`)).body.lease).toEqual(view);
  });

  test('is renewed by the same device, under the same id, whoever stands there', async () => {
    const device = aDevice();
    const first = await taken(seller, device);
    const again = await take(helper, device);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ id: first.id, takenAt: first.takenAt, holder: helper.session.email });
    expect(again.body.expiresAt > first.expiresAt).toBe(true);
  });

  test('is taken over when one says so, and the other device is told', async () => {
    const device = aDevice();
    const first = await taken(seller, device);
    const second = await take(helper, aDevice('Safari on iPhone'), { takeOver: true });
    expect(second.status).toBe(200);
    expect(second.body.id).not.toBe(first.id);
    expect((await take(seller, device)).status).toBe(409);
    const list = await seller.get(`/${ticketId}/doorList?leaseId=${first.id}`);
    expect([list.status, list.body.lease.deviceName]).toEqual([409, 'Safari on iPhone']);
  });

  test('is free for others once it is given back, or its time ran out', async () => {
    const first = await taken();
    await seller.delete(`/${ticketId}/doorLease?leaseId=${first.id}`).expect(204);
    await seller.delete(`/${ticketId}/doorLease?leaseId=${first.id}`).expect(204);
    const second = await taken(helper);
    await expire(second.id);
    expect((await helper.get(`/${ticketId}/admissions`)).body.lease).toBeNull();
    const third = await taken(seller);
    const { rows } = await service.kit.db.pool.query(
      'select id, ended_at = expires_at as lapsed from door_leases where ticket_id = $1 and ended_at is not null order by taken_at',
      [ticketId],
    );
    expect(rows).toEqual([
      { id: second.id, lapsed: true },
      { id: first.id, lapsed: false },
    ]);
    expect(third.id).not.toBe(second.id);
  });

  test('of 20 devices that come at once is had by one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(seller)));
    const holders = answers.filter(({ status }) => status === 200);
    expect(holders).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer !== holders[0])) {
      expect([status, body.lease.id]).toEqual([409, holders[0]!.body.id]);
    }
  });

  test('would be had by more without the index (negative control)', async () => {
    const { pool } = service.kit.db;
    await pool.query('create table unguarded (like door_leases including defaults)');
    let looked = 0;
    const allLooked = gate();
    const contend = async () => {
      const { rows } = await pool.query('select from unguarded where ticket_id = $1 and ended_at is null', [ticketId]);
      looked += 1;
      if (looked === 2) allLooked.open();
      await allLooked.passed;
      if (rows.length > 0) return false;
      await pool.query(
        `insert into unguarded (id, ticket_id, device_id, device_name, user_id, taken_at, renewed_at, expires_at)
         values ($1, $2, $1, 'device', $1, now(), now(), now())`,
        [newId(), ticketId],
      );
      return true;
    };
    expect(await Promise.all([contend(), contend()])).toEqual([true, true]);
  });

  test('is for the seller and the staff, and needs a device', async () => {
    const stranger = await signedUp(service);
    const paths = [`/${ticketId}/doorList?leaseId=${newId()}`, `/${ticketId}/doorConflicts`];
    const batch = { leaseId: newId(), scans: [aScan('code')] };
    const attempts = (by: Pick<Person, 'get' | 'post' | 'delete'>) => [
      ...paths.map((path) => by.get(path)),
      by.post(`/${ticketId}/doorLease`, aDevice()),
      by.delete(`/${ticketId}/doorLease?leaseId=${newId()}`),
      by.post(`/${ticketId}/checkIns`, batch),
    ];
    const statusesOf = async (by: Pick<Person, 'get' | 'post' | 'delete'>) =>
      new Set((await Promise.all(attempts(by))).map(({ status }) => status));
    expect(await statusesOf(nobody(service))).toEqual(new Set([401]));
    expect(await statusesOf(stranger)).toEqual(new Set([403]));
    for (const [why, cookie] of await badCookies()) {
      const { status } = await supertest(service.url).get(`/api/tickets${paths[1]}`).set('cookie', cookie!);
      expect([why, status]).toEqual([why, 401]);
    }
    const bad = await seller.post(`/${ticketId}/doorLease`, { deviceId: 'mine', deviceName: ' ' });
    expect(bad.body.errors).toEqual([
      { field: 'deviceId', message: 'must be a UUID', code: 'invalid' },
      { field: 'deviceName', message: 'is required', code: 'required' },
    ]);
    expect((await seller.post(`/${newId()}/doorLease`, aDevice())).status).toBe(404);
  });
});

describe('the guest list', () => {
  test('has every admission and how it stands, in pages, but no code', async () => {
    const order = await paidOrder(service, { ticketId, quantity: 3 });
    const refunded = await paidOrder(service, { ticketId });
    await deliverOrder(service, OrderRefundRequested, refundOf(refunded), 4);
    const [first] = await issuedTo(service, order.id);
    await scanOnline(first!.code).expect(200);
    const lease = await taken();

    const page = await seller.get(`/${ticketId}/doorList?leaseId=${lease.id}&limit=3`);
    expect(page.status).toBe(200);
    const next = /<\/api\/tickets(.*)>/.exec(page.headers.link!)![1]!;
    const rest = await seller.get(next);
    const entries = [...page.body.admissions, ...rest.body.admissions];
    expect(entries.map(({ number, of, status }) => [number, of, status])).toEqual([
      [1, 3, 'redeemed'],
      [2, 3, 'valid'],
      [3, 3, 'valid'],
      [1, 1, 'revoked'],
    ]);
    const tag = expect.stringMatching(/^[0-9a-f]{6}$/);
    const redeemedAt = expect.any(String);
    expect(entries[0]).toEqual({ id: first!.id, number: 1, of: 3, holder: null, status: 'redeemed', redeemedAt, tag });
    expect(page.text).not.toContain(first!.code.slice(20, 60));
    expect(rest.headers.link).toBeUndefined();
  });

  test('tells what changed since it was read', async () => {
    const { code, id } = await admission();
    await admission();
    const lease = await taken();
    const { body } = await seller.get(`/${ticketId}/doorList?leaseId=${lease.id}`);
    expect(body.admissions).toHaveLength(2);
    await scanOnline(code).expect(200);
    const news = await seller.get(`/${ticketId}/doorList?leaseId=${lease.id}&changedSince=${body.now}`);
    expect(news.body.admissions).toEqual([expect.objectContaining({ id, status: 'redeemed' })]);
  });
});

describe('scans that were made without a connection', () => {
  test('redeem once, at the time of the scan, however often they are sent', async () => {
    const [one, two] = [await admission(), await admission()];
    const lease = await taken();
    const scans = [aScan(one.code), aScan(two.code)];
    const answer = await send(lease.id, ...scans);
    expect(answer.status).toBe(200);
    expect(answer.body.results).toEqual(
      [one, two].map(({ id }, index) => ({
        scanId: scans[index]!.scanId,
        outcome: 'accepted',
        admissionId: id,
        redeemedAt: scans[index]!.at,
        conflict: null,
      })),
    );
    const again = await send(lease.id, ...scans.toReversed());
    expect(again.body.results).toEqual(answer.body.results.toReversed());
    expect(await redeemedEvents(one.orderId)).toHaveLength(1);
    expect(await conflicts()).toEqual([]);
    const door = await seller.get(`/${ticketId}/admissions`);
    expect(door.body).toMatchObject({ issued: 2, redeemed: 2, conflicts: 0 });
    expect(door.body.admissions.map(({ offline }: { offline: boolean }) => offline)).toEqual([true, true]);
  });

  test('count within the time of their lease, whatever the clock of the device says', async () => {
    const [early, late] = [await admission(), await admission()];
    const lease = await taken();
    const { body } = await send(
      lease.id,
      aScan(early.code, '2020-01-01T00:00:00Z'),
      aScan(late.code, '2199-01-01T00:00:00Z'),
    );
    expect(body.results[0].redeemedAt).toBe(lease.takenAt);
    const counted = Date.parse(body.results[1].redeemedAt);
    expect(counted).toBeGreaterThanOrEqual(Date.parse(lease.now));
    expect(counted).toBeLessThan(Date.parse(lease.expiresAt));
  });

  test('whose reply was lost online are the same scan', async () => {
    const { id, code } = await admission();
    const lease = await taken();
    const scan = aScan(code);
    const online = await scanOnline(code, scan.scanId);
    const { body } = await send(lease.id, scan);
    expect(body.results[0]).toMatchObject({ outcome: 'accepted', admissionId: id, redeemedAt: online.body.redeemedAt });
    expect(await conflicts()).toEqual([]);
  });

  test('of an admission that another device let in meanwhile are a conflict that everyone at the door sees', async () => {
    const { id, code, orderId } = await admission();
    const lease = await taken(seller, aDevice('Firefox on Linux'));
    const scan = aScan(code);
    const online = await scanOnline(code);
    const answer = await send(lease.id, scan);
    const conflict = {
      scanId: scan.scanId,
      kind: 'used',
      admissionId: id,
      number: 1,
      of: 1,
      scannedAt: scan.at,
      deviceName: 'Firefox on Linux',
      otherAt: online.body.redeemedAt,
      otherDeviceName: null,
      notedAt: expect.any(String),
    };
    const result = { scanId: scan.scanId, outcome: 'used', admissionId: id, redeemedAt: null, conflict };
    expect(answer.body.results).toEqual([result]);
    expect((await send(lease.id, scan)).body.results).toEqual(answer.body.results);
    expect(await conflicts()).toEqual([conflict]);
    expect((await helper.get(`/${ticketId}/admissions`)).body).toMatchObject({ redeemed: 1, conflicts: 1 });
    expect(await redeemedEvents(orderId)).toHaveLength(1);

    const undo = () => helper.post(`/${ticketId}/check-ins/${scan.scanId}/undo`, { reason: 'a test' });
    const refused = await undo();
    expect([refused.status, refused.body.errors[0].code]).toEqual([409, 'scan_conflict']);
    expect(await conflicts()).toEqual([conflict]);
  });

  test('belong to their own door: a scan of another door with the same id is another scan', async () => {
    const here = await admission();
    const lease = await taken();
    const scan = aScan(here.code);
    await scanOnline(here.code);
    await send(lease.id, scan);
    await scanOnline(here.code, newId()).expect(409);

    const elsewhere = await listed(seller, { quantity: 100 });
    const order = await paidOrder(service, { ticketId: elsewhere.id });
    const [there] = await issuedTo(service, order.id);
    const theirs = await seller.post(`/${elsewhere.id}/doorLease`, aDevice());
    const bad = { ...scan, code: 'FR1.NOT.OURS' };
    const sendThere = (...scans: object[]) =>
      seller.post(`/${elsewhere.id}/checkIns`, { leaseId: theirs.body.id, scans });
    expect((await sendThere({ ...scan, code: there!.code })).body.results[0]).toMatchObject({
      outcome: 'accepted',
      admissionId: there!.id,
    });
    const second = { ...bad, scanId: newId() };
    await sendThere(second);
    expect((await send(lease.id, { ...second, code: here.code })).body.results[0]).toMatchObject({ outcome: 'used' });
    expect((await seller.get(`/${elsewhere.id}/doorConflicts`)).body).toHaveLength(1);
    expect(await conflicts()).toHaveLength(2);
  });

  test('are taken back at their own door, whatever another door calls its scans', async () => {
    const scanId = newId();
    const here = await admission();
    const elsewhere = await listed(seller, { quantity: 100 });
    const [there] = await issuedTo(service, (await paidOrder(service, { ticketId: elsewhere.id })).id);
    await scanOnline(here.code, scanId).expect(200);
    await seller.post(`/${elsewhere.id}/check-ins`, { scanId, code: there!.code }).expect(200);
    for (const id of [ticketId, elsewhere.id]) {
      await seller.post(`/${id}/check-ins/${scanId}/undo`, { reason: 'a test' }).expect(200);
    }
  });

  test('of two devices, after the list was taken over, name both', async () => {
    const { code } = await admission();
    const first = await taken(seller, aDevice('Old phone'));
    const second = (await take(helper, aDevice('New phone'), { takeOver: true })).body;
    await send(first.id, aScan(code));
    const { body } = await send(second.id, aScan(code));
    expect(body.results[0].conflict).toMatchObject({ deviceName: 'New phone', otherDeviceName: 'Old phone' });
  });

  test('of an admission that was given back meanwhile are a conflict, and it stays given back', async () => {
    const { code, orderId } = await admission();
    const lease = await taken();
    const order = await paidOrder(service, { ticketId });
    const [other] = await issuedTo(service, order.id);
    await deliverOrder(service, OrderRefundRequested, refundOf(order), 4);
    const { body } = await send(lease.id, aScan(other!.code), aScan(code));
    expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['revoked', 'accepted']);
    expect(await conflicts()).toEqual([expect.objectContaining({ kind: 'revoked', otherAt: expect.any(String) })]);
    expect(await redeemedEvents(order.id)).toEqual([]);
    expect(await redeemedEvents(orderId)).toHaveLength(1);
    expect((await service.outbox('admission.revoked')).some(({ aggregateId }) => aggregateId === order.id)).toBe(true);
  });

  test('keep a refund from being granted once they are known', async () => {
    const order = await paidOrder(service, { ticketId });
    const [issued] = await issuedTo(service, order.id);
    const lease = await taken();
    await send(lease.id, aScan(issued!.code));
    await deliverOrder(service, OrderRefundRequested, refundOf(order), 4);
    const told = (await service.outbox()).filter(({ aggregateId }) => aggregateId === order.id).map(({ type }) => type);
    expect(told).toEqual(['admission.issued', 'admission.redeemed', 'admission.refund_refused']);
  });

  test('stay a conflict when the event is cancelled afterwards', async () => {
    const order = await paidOrder(service, { ticketId });
    const [issued] = await issuedTo(service, order.id);
    const lease = await taken();
    const scan = aScan(issued!.code);
    await deliverOrder(service, OrderCancelled, { ...order, status: 'cancelled', cancelReason: 'event_cancelled' }, 4);
    const first = await send(lease.id, scan);
    expect(first.body.results[0].outcome).toBe('revoked');
    expect((await send(lease.id, scan)).body).toEqual(first.body);
  });

  test('of codes that are not on record, or for another event, are noted, too', async () => {
    const lease = await taken();
    const elsewhere = (await listed(seller)).id;
    const forger = admissionCodes([foreignKeys.privateKey as never]);
    const { codes } = service.kit.resources;
    const { body } = await send(
      lease.id,
      aScan(codes.write({ admissionId: newId(), ticketId })),
      aScan(codes.write({ admissionId: newId(), ticketId: elsewhere })),
      aScan(forger.write({ admissionId: newId(), ticketId })),
    );
    expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await conflicts()).toHaveLength(3);
  });

  test('of one code twice let the earlier be its use', async () => {
    const { code } = await admission();
    const lease = await taken();
    const [later, earlier] = [aScan(code), aScan(code, lease.takenAt)];
    const { body } = await send(lease.id, later, earlier);
    expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['used', 'accepted']);
  });

  test('are taken after the lease is over, but not under a lease that never was', async () => {
    const { code } = await admission();
    const lease = await taken();
    await seller.delete(`/${ticketId}/doorLease?leaseId=${lease.id}`).expect(204);
    const { body } = await send(lease.id, aScan(code));
    expect(body.results[0].outcome).toBe('accepted');
    expect((await send(newId(), aScan(code))).status).toBe(404);
    expect((await send(lease.id)).status).toBe(400);
    const many = await send(lease.id, ...Array.from({ length: 51 }, () => aScan('c')));
    expect(many.body.errors).toEqual([
      { field: 'scans', message: 'must be at most 50 at once', code: 'too_many', params: { max: 50 } },
    ]);
  });

  test('sent twice at the same time are one use', async () => {
    const { code, orderId } = await admission();
    const lease = await taken();
    const scan = aScan(code);
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(lease.id, scan)));
    expect(new Set(answers.map(({ body }) => body.results[0].outcome))).toEqual(new Set(['accepted']));
    expect(await redeemedEvents(orderId)).toHaveLength(1);
    expect(await conflicts()).toEqual([]);
  });
});
