import { OrderRefundRequested, overAt, StockUpdated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aStock, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { markPast } from '../src/store/listings.ts';
import {
  deliverOrder,
  issuedTo,
  listed,
  nobody,
  type Person,
  paidOrder,
  refundOf,
  signedUp,
  startTickets,
  type TicketsService,
} from './support.ts';

let service: TicketsService;
let seller: Person;
let stranger: Person;
beforeAll(async () => {
  service = await startTickets();
  [seller, stranger] = [await signedUp(service), await signedUp(service)];
});
afterAll(() => service.stop());

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
const soldIs = (ticketId: string, sold: number, capacity = 9) =>
  service.deliver('tickets-stock', eventOf(StockUpdated, aStock({ ticketId, capacity, sold })));
const columnsOf = async (id: string) => {
  const { rows } = await service.kit.db.pool.query<{ over_at: Date | number; past: boolean }>(
    'select over_at, past from tickets where id = $1',
    [id],
  );
  return rows[0]!;
};

test('the database has events end when the contracts do', async () => {
  for (const times of [
    { startsAt: inHours(5), endsAt: inHours(7) },
    // The hours of a day on which clocks are set forward are hours all the same.
    { startsAt: '2031-03-30T00:30:00Z', timeZone: 'Europe/Berlin' },
    {},
  ]) {
    const listing = await listed(seller, times);
    const { over_at } = await columnsOf(listing.id);
    expect(over_at).toEqual(overAt(listing) ?? Number.POSITIVE_INFINITY);
  }
});

describe('times', () => {
  test('are wrong at their fields, all at once', async () => {
    const wish = { title: 'Ferry', price: 5, doorsAt: inHours(3), endsAt: inHours(1), startsAt: inHours(2) };
    const answer = await seller.post('/', wish);
    expect([
      answer.status,
      answer.body.errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
    ]).toEqual([
      400,
      [
        ['endsAt', 'before_start'],
        ['doorsAt', 'after_start'],
      ],
    ]);
  });

  test('of what is over are refused, and so are those that would make it so', async () => {
    const over = await seller.post('/', { title: 'Ferry', price: 5, startsAt: inHours(-6.01) });
    expect([over.status, over.body.errors]).toEqual([
      400,
      [expect.objectContaining({ field: 'startsAt', code: 'over' })],
    ]);
    const { id } = await listed(seller, { startsAt: inHours(-5.9) });
    expect((await seller.put(`/${id}`, { startsAt: inHours(-7) })).body.errors).toMatchObject([{ code: 'over' }]);
    expect((await seller.put(`/${id}`, { description: 'Late' })).status).toBe(200);
  });

  test('end what can be reserved', async () => {
    const ended = await listed(seller, {
      startsAt: inHours(-1),
      endsAt: inHours(1),
      salesEndAt: inHours(-0.5),
      quantity: 4,
    });
    expect(ended.available).toBe(0);
    const resumed = await seller.put(`/${ended.id}`, { salesEndAt: null });
    expect(resumed.body.available).toBe(4);
  });

  test('that are over are marked, and no longer once they are moved', async () => {
    const { id } = await listed(seller, { startsAt: inHours(1) });
    await service.kit.db.pool.query(`update tickets set starts_at = now() - interval '7 hours' where id = $1`, [id]);
    expect(await markPast(service.kit.db, 1_000)).toBeGreaterThan(0);
    expect((await columnsOf(id)).past).toBe(true);
    const found = async () =>
      ((await nobody(service).get(`/?sellerId=${seller.session.userId}&limit=100`)).body as { id: string }[]).some(
        (one) => one.id === id,
      );
    expect(await found()).toBe(false);
    await seller.put(`/${id}`, { startsAt: inHours(8) }).expect(200);
    expect((await columnsOf(id)).past).toBe(false);
    expect(await found()).toBe(true);
  });
});

describe('what is edited once units are taken', () => {
  test('is shown with what was said before, and nothing of before', async () => {
    const { id } = await listed(seller, { quantity: 9, title: 'Ferry' });
    await seller.put(`/${id}`, { title: 'Night Ferry' }).expect(200);
    await soldIs(id, 9);
    const [startsAt, description] = [inHours(50), 'Rows A to F'];
    await seller.put(`/${id}`, { startsAt, description, quantity: 10 }).expect(200);
    await seller.put(`/${id}`, { refundHours: 2 }).expect(200);
    const { body } = await nobody(service).get(`/${id}/edits`).expect(200);
    expect(body).toEqual([
      {
        version: 3,
        at: expect.any(String),
        before: { description: '', startsAt: null },
        after: { description, startsAt },
      },
    ]);
    await nobody(service).get(`/${newId()}/edits`).expect(404);
  });

  test('is marked in the listing, so that its page knows without asking', async () => {
    const { id } = await listed(seller, { quantity: 9 });
    const edited = async () => (await nobody(service).get(`/${id}`)).body.edited;
    const put = async (changes: object) => (await seller.put(`/${id}`, changes).expect(200)).body.edited;
    expect([await put({ title: 'Before anybody bought' }), await edited()]).toEqual([false, false]);
    await soldIs(id, 2);
    // Nobody who has a ticket is told of these.
    expect([await put({ refundHours: 2, quantity: 10 }), await edited()]).toEqual([false, false]);
    expect([await put({ venue: 'New Hall' }), await edited()]).toEqual([true, true]);
    expect([await put({ refundHours: 3 }), await edited()]).toEqual([true, true]);
    const paused = await seller.post(`/${id}/pauseSales`);
    expect(paused.body.edited).toBe(true);
    const [mine] = (await seller.get('/selling?limit=1')).body;
    expect([mine.id, mine.edited]).toEqual([id, true]);
    const told = (await service.outbox('ticket.updated')).filter(({ aggregateId }) => aggregateId === id);
    expect(told.some(({ data }) => 'edited' in (data as object))).toBe(false);
  });
});

describe('a scan', () => {
  const scan = (code: string, at: string, scanId = newId()) => seller.post(`/${at}/check-ins`, { scanId, code });
  async function admitted(listing: object) {
    const { id: ticketId } = await listed(seller, { quantity: 9, ...listing });
    const order = await paidOrder(service, { ticketId });
    return { ticketId, order, ...(await issuedTo(service, order.id))[0]! };
  }

  test('before its time only checks', async () => {
    const { id, ticketId, code, order } = await admitted({ startsAt: inHours(7), doorsAt: inHours(6.5) });
    const early = await scan(code, ticketId);
    const { startsAt, doorsAt } = (await nobody(service).get(`/${ticketId}`)).body;
    expect(doorsAt < startsAt).toBe(true);
    const countsFrom = new Date(Date.parse(doorsAt) - 6 * HOUR_MS).toISOString();
    expect([early.status, early.body]).toEqual([
      200,
      {
        admissionId: id,
        orderId: order.id,
        number: 1,
        of: 1,
        holder: null,
        redeemedAt: null,
        countsFrom,
        again: false,
        scanId: null,
      },
    ]);
    await seller.put(`/${ticketId}`, { checkInAt: inHours(-0.01) }).expect(200);
    expect((await scan(code, ticketId)).body.redeemedAt).toEqual(expect.any(String));
  });

  test('lets in again where the seller allows it', async () => {
    const { ticketId, code } = await admitted({ reentry: true });
    const scanId = newId();
    const { body: first } = await scan(code, ticketId, scanId);
    expect(first).toMatchObject({ again: false, scanId });
    const { status, body } = await scan(code, ticketId);
    // It names the scan that used the ticket, which is the one to take back.
    expect([status, body]).toEqual([200, { ...first, again: true }]);
    await seller.post(`/${ticketId}/check-ins/${body.scanId}/undo`, { reason: 'a test' }).expect(200);
    expect((await scan(code, ticketId)).body).toMatchObject({ again: false });
  });

  test('is taken back with a reason, once, and lets nobody in again', async () => {
    const { id, ticketId, code, order } = await admitted({});
    const scanId = newId();
    await scan(code, ticketId, scanId).expect(200);
    const undo = (by = seller, body: object = { reason: 'the wrong phone' }, which = scanId) =>
      by.post(`/${ticketId}/check-ins/${which}/undo`, body);
    await undo(stranger).expect(403);
    await undo(seller, { reason: ' ' }).expect(400);
    await undo(seller, undefined, newId()).expect(404);
    for (const _ of ['first', 'again']) {
      const answer = await undo();
      expect([answer.status, answer.body]).toEqual([200, { id, orderId: order.id, number: 1, of: 1, status: 'valid' }]);
    }
    const { rows } = await service.kit.db.pool.query('select * from undone_check_ins where admission_id = $1', [id]);
    expect(rows).toMatchObject([{ scan_id: scanId, user_id: seller.session.userId, reason: 'the wrong phone' }]);
    const told = (await service.outbox()).filter(({ aggregateId }) => aggregateId === order.id);
    expect(told.map(({ type }) => type)).toEqual([
      'admission.issued',
      'admission.redeemed',
      'admission.check_in_undone',
    ]);

    const resent = await scan(code, ticketId, scanId);
    expect([resent.status, resent.body.errors[0].code]).toEqual([409, 'scan_undone']);
    const other = newId();
    await scan(code, ticketId, other).expect(200);
    await undo().expect(200); // its answer was lost
    const used = await scan(code, ticketId);
    expect([used.status, used.body.scanId]).toEqual([409, other]);
    await deliverOrder(service, OrderRefundRequested, refundOf(order), 4);
    const refused = (await service.outbox('admission.refund_refused')).filter(
      ({ aggregateId }) => aggregateId === order.id,
    );
    expect(refused).toHaveLength(1);
  });

  test('that is taken back while another comes in is the only one that is', async () => {
    for (let round = 0; round < 10; round++) {
      const { id, ticketId, code } = await admitted({});
      const [first, second] = [newId(), newId()];
      await scan(code, ticketId, first).expect(200);
      const undo = () => seller.post(`/${ticketId}/check-ins/${first}/undo`, { reason: 'a test' });
      const [, , scanned] = await Promise.all([undo(), undo(), scan(code, ticketId, second)]);
      const { rows } = await service.kit.db.pool.query('select scan_id, undone_scans from admissions where id = $1', [
        id,
      ]);
      expect(rows).toEqual([{ scan_id: scanned.status === 200 ? second : null, undone_scans: [first] }]);
    }
  });
});
