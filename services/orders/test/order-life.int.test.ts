import {
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
  ExpirationComplete,
  OrderView,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentDisputeClosed,
  PaymentDisputed,
  PaymentFailed,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentRefundSettled,
  PaymentStarted,
  TicketCancelled,
  type TicketState,
  TicketUpdated,
  type TimelineEntry,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aPayment, aSession, aTicket, cookieOf, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expire as lapseOf } from '../src/order.ts';
import { moveOrders } from '../src/store/orders.ts';
import { browserOf, list, type OrdersService, reserve, startOrders, stockOf } from './setup.ts';

let service: OrdersService;
beforeAll(async () => {
  service = await startOrders();
});
afterAll(() => service.stop());

const DAY = 24 * 3600 * 1000;
const failure = { code: 'card_declined', message: 'Your card was declined.' };
const pay = (event: Parameters<OrdersService['deliver']>[1]) => service.deliver('orders-payment', event);
const admit = (event: Parameters<OrdersService['deliver']>[1]) => service.deliver('orders-admission', event);
const listing = (event: Parameters<OrdersService['deliver']>[1]) => service.deliver('orders-ticket', event);

/** An order that is paid, and a way to see it. */
async function paid(changes: Partial<TicketState> = {}) {
  const all = await reserve(service, changes);
  await pay(eventOf(PaymentStarted, all.payment, { version: 1 }));
  await pay(eventOf(PaymentAuthorized, all.payment, { version: 2 }));
  const now = async () => OrderView.parse((await all.buyer.get(`/${all.order.id}`)).body);
  const admissions = { orderId: all.order.id, ticketId: all.ticket.id, userId: all.order.userId, admissions: [] };
  return { ...all, now, admissions };
}

describe('paying', () => {
  test('an authorized payment completes the order and its units are sold', async () => {
    const { ticket, buyer, order, payment } = await reserve(service);
    const unpaid = async () => (await buyer.get('/?status=unpaid')).body as OrderView[];
    expect(await unpaid()).toMatchObject([{ id: order.id, status: 'created' }]);
    await pay(eventOf(PaymentStarted, payment, { version: 1 }));
    expect(await unpaid()).toMatchObject([{ id: order.id, status: 'awaiting:payment' }]);
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({ status: 'awaiting:payment', version: 2 });
    const authorized = eventOf(
      PaymentAuthorized,
      { ...payment, card: { brand: 'visa', last4: '4242' } },
      { version: 2 },
    );
    await pay(authorized);
    await pay(authorized);
    await pay(eventOf(PaymentCaptured, { ...payment, amountCaptured: 5000 }, { version: 3 }));
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({
      status: 'complete',
      paymentId: payment.id,
      version: 3,
      secondsLeft: null,
    });
    expect(await unpaid()).toEqual([]);
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: 2 });
    const completed = (await service.outbox('order.completed')).filter((event) => event.aggregateId === order.id);
    expect(completed).toHaveLength(1);
    expect(completed[0]!.data).toMatchObject({ paymentId: payment.id, status: 'complete' });
    const timeline = (await buyer.get(`/${order.id}/timeline`)).body as TimelineEntry[];
    expect(timeline.map(({ event }) => event).sort()).toEqual(
      [
        'order.completed',
        'order.created',
        'order.updated',
        'payment.authorized',
        'payment.captured',
        'payment.started',
      ].sort(),
    );
  });

  test('a declined card leaves it payable, and the events may come in any order', async () => {
    const { buyer, order, payment } = await reserve(service);
    await pay(eventOf(PaymentStarted, payment, { version: 1 }));
    await pay(eventOf(PaymentFailed, { ...payment, failure }, { version: 2 }));
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({
      status: 'created',
      paymentFailure: failure.message,
    });
    await pay(eventOf(PaymentAuthorized, { ...payment, attempts: 2 }, { version: 4 }));
    await pay(eventOf(PaymentStarted, { ...payment, attempts: 2 }, { version: 3 }));
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({ status: 'complete', paymentFailure: null });
  });

  test('a capture that fails for good cancels the order and puts its units back', async () => {
    const { ticket, payment, now } = await paid();
    await pay(eventOf(PaymentCaptureFailed, { ...payment, failure }, { version: 3 }));
    expect(await now()).toMatchObject({ status: 'cancelled', cancelReason: 'payment_failed' });
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: 0 });
  });

  test('an event that is published again after the inbox has forgotten it changes nothing, the timeline included', async () => {
    const { ticket, buyer, order, payment } = await reserve(service);
    const admissions = { orderId: order.id, ticketId: ticket.id, userId: order.userId, admissions: [] };
    const events = [
      eventOf(PaymentStarted, payment, { version: 1 }),
      eventOf(PaymentAuthorized, payment, { version: 2 }),
      eventOf(AdmissionRevoked, admissions, { version: 1 }),
    ] as const;
    const deliverAll = async () => {
      for (const event of events.slice(0, 2)) await pay(event);
      await admit(events[2]);
    };
    const seen = async () => [
      (await buyer.get(`/${order.id}`)).body.version,
      (await buyer.get(`/${order.id}/timeline`)).body,
      (await service.outbox()).length,
    ];
    await deliverAll();
    const before = await seen();
    const ids = events.map(({ id }) => id);
    const { rowCount } = await service.kit.db.pool.query('delete from inbox where event_id = any($1)', [ids]);
    expect(rowCount).toBe(3);
    await deliverAll();
    expect(await seen()).toEqual(before);
  });

  test('money that went back makes the order void, whoever gave it back', async () => {
    const { ticket, payment, now } = await paid();
    const refunded = { ...payment, amountCaptured: 5000, amountRefunded: 5000 };
    await pay(eventOf(PaymentRefunded, refunded, { version: 4 }));
    expect(await now()).toMatchObject({ status: 'cancelled', cancelReason: 'refunded', refund: 'granted' });
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: 0 });
  });

  test('a dispute is told in the timeline and changes nothing', async () => {
    const { buyer, order, payment, now } = await paid();
    const dispute = {
      id: 'du_1',
      phase: 'open',
      status: 'needs_response',
      reason: 'product_not_received',
      amount: 5000,
      withdrawn: true,
      respondBy: null,
    } as const;
    await pay(eventOf(PaymentDisputed, { ...payment, dispute }, { version: 4 }));
    const closed = { ...dispute, phase: 'won', status: 'won', withdrawn: false } as const;
    await pay(eventOf(PaymentDisputeClosed, { ...payment, dispute: closed }, { version: 5 }));
    expect(await now()).toMatchObject({ status: 'complete' });
    const timeline = (await buyer.get(`/${order.id}/timeline`)).body as TimelineEntry[];
    const money = { amount: 5000, currency: 'EUR', reason: 'product_not_received' };
    expect(timeline.filter(({ event }) => event.startsWith('payment.dispute'))).toMatchObject([
      { step: 'payment_disputed', values: { ...money, status: 'needs_response', holder: 'bank' } },
      { step: 'payment_dispute_closed', values: { ...money, status: 'won', holder: 'seller' } },
    ]);
  });

  test('an event about an order that is not known is delivered again later', async () => {
    await expect(pay(eventOf(PaymentStarted, aPayment()))).rejects.toThrow('is not known');
  });
});

describe('the deadline', () => {
  const expire = (orderId: string, expiresAt = new Date().toISOString()) =>
    service.deliver(
      'orders-expiration',
      eventOf(ExpirationComplete, { orderId, orderVersion: 1, expiresAt }, { id: newId() }),
    );
  const lapse = (orderId: string) =>
    service.kit.db.pool.query(
      `update orders set hold_until = now() - interval '1 second', expires_at = now() - interval '1 second' where id = $1`,
      [orderId],
    );

  test('a timer that fires early changes nothing', async () => {
    const { buyer, order } = await reserve(service);
    await expire(order.id);
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({ status: 'created' });
  });

  test('a timer expires the order by database time, once', async () => {
    const { ticket, buyer, order } = await reserve(service);
    await lapse(order.id);
    await Promise.all([expire(order.id), expire(order.id)]);
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({
      status: 'cancelled',
      cancelReason: 'expired',
      version: 2,
    });
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0 });
  });

  test('without a timer the sweeper expires it', async () => {
    const { ticket, order } = await reserve(service);
    await lapse(order.id);
    await eventually(async () => expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0 }));
  });

  test('orders that lapse at one instant are swept together, each with its event; one that is locked waits', async () => {
    const { ticket, order } = await reserve(service);
    const { ticket: other, order: third } = await reserve(service);
    const second = (await (await browserOf(service)).post({ ticketId: ticket.id, quantity: 1 })).body;
    const locked = (await (await browserOf(service)).post({ ticketId: ticket.id, quantity: 3 })).body;
    const all = [order.id, second.id, third.id, locked.id];
    const holder = await service.kit.db.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('select from orders where id = $1 for update', [locked.id]);
      await service.kit.db.transaction({ correlationId: newId(), causationId: null }, (tx) =>
        moveOrders(
          tx,
          all.map((id) => ({ id, decide: (order, now) => lapseOf({ ...order, holdUntil: now }, now) })),
          { onlyFree: true },
        ),
      );
      expect(await stockOf(service, ticket.id)).toMatchObject({ held: 3 });
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    expect(await stockOf(service, other.id)).toMatchObject({ held: 0 });
    const ended = (await service.outbox('order.cancelled')).filter(({ aggregateId }) => all.includes(aggregateId));
    expect(ended.map(({ aggregateId, aggregateVersion }) => [aggregateId, aggregateVersion]).sort()).toEqual(
      [order.id, second.id, third.id].map((id) => [id, 2]).sort(),
    );
    const told = (await service.outbox('stock.updated')).filter(({ aggregateId }) => aggregateId === ticket.id);
    expect(told.at(-1)!.data).toMatchObject({ held: 3 });
    const { rows } = await service.kit.db.pool.query(
      'select status, count(*)::int from orders where id = any($1) group by 1',
      [all],
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        { status: 'cancelled', count: 3 },
        { status: 'created', count: 1 },
      ]),
    );
  });

  test('a payment in flight gets one grace; when it fails after the hold the order is expired', async () => {
    const { buyer, order, payment } = await reserve(service);
    await pay(eventOf(PaymentStarted, payment, { version: 1 }));
    await service.kit.db.pool.query(`update orders set hold_until = now() - interval '1 second' where id = $1`, [
      order.id,
    ]);
    await expire(order.id);
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({ status: 'awaiting:payment' });
    await pay(eventOf(PaymentFailed, { ...payment, failure }, { version: 2 }));
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({ status: 'cancelled', cancelReason: 'expired' });
  });

  test('the buyer may extend it once', async () => {
    const { buyer, order } = await reserve(service);
    const first = await buyer.post({}, `/${order.id}/extend`);
    expect(first.status).toBe(200);
    expect(Date.parse(first.body.expiresAt) - Date.parse(order.expiresAt)).toBe(300_000);
    expect(first.body.extendable).toBe(false);
    const second = await buyer.post({}, `/${order.id}/extend`);
    expect(second.status).toBe(409);
    expect(second.body.errors[0].message).toBe('the time was extended once already');
  });
});

describe('giving an order up', () => {
  test('unpaid, it is released at once, and again is no error', async () => {
    const { ticket, buyer, order } = await reserve(service);
    expect((await buyer.delete(`/${order.id}`)).status).toBe(204);
    expect((await buyer.delete(`/${order.id}`)).status).toBe(204);
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({
      status: 'cancelled',
      cancelReason: 'buyer',
      version: 2,
    });
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0 });
  });

  test('a payment that is good after that does not bring it back', async () => {
    const { buyer, order, payment } = await reserve(service);
    await pay(eventOf(PaymentStarted, payment, { version: 1 }));
    await buyer.delete(`/${order.id}`);
    await pay(eventOf(PaymentAuthorized, payment, { version: 2 }));
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({ status: 'cancelled', cancelReason: 'buyer' });
  });

  test('paid, it asks for a refund, granted once the admissions are revoked', async () => {
    const { ticket, buyer, order, now, admissions } = await paid();
    const asked = await buyer.delete(`/${order.id}`);
    expect(asked.status).toBe(202);
    expect(asked.body).toMatchObject({ status: 'complete', refund: 'requested', cancellable: false });
    expect((await buyer.delete(`/${order.id}`)).status).toBe(202);
    await admit(eventOf(AdmissionRevoked, admissions, { version: 2 }));
    expect(await now()).toMatchObject({ status: 'cancelled', cancelReason: 'refunded', refund: 'granted' });
    expect(await stockOf(service, ticket.id)).toMatchObject({ sold: 0 });
    const requests = (await service.outbox('order.refund_requested')).filter((event) => event.aggregateId === order.id);
    expect(requests).toHaveLength(1);
  });

  test('refused when an admission was used', async () => {
    const { buyer, order, now, admissions } = await paid();
    await buyer.delete(`/${order.id}`);
    await admit(eventOf(AdmissionRedeemed, admissions, { version: 3 }));
    await admit(eventOf(AdmissionRefundRefused, admissions, { version: 2 }));
    expect(await now()).toMatchObject({ status: 'complete', refund: 'refused', cancellable: false });
    expect((await buyer.delete(`/${order.id}`)).status).toBe(409);
  });

  test('only until the listing’s deadline, unless the event was moved', async () => {
    const startsAt = new Date(Date.now() + DAY / 2).toISOString();
    const { ticket, buyer, order } = await paid({ startsAt, refundHours: 24 });
    const late = await buyer.delete(`/${order.id}`);
    expect(late.status).toBe(409);
    expect(late.body.errors[0].message).toMatch(/^refunds were possible until/);
    const moves = [{ version: 2, until: startsAt }];
    await listing(eventOf(TicketUpdated, { ...ticket, venue: 'Elsewhere', moves }, { version: 2 }));
    const { body } = await buyer.get(`/${order.id}`);
    expect(body).toMatchObject({ refundableUntil: startsAt, cancellable: true, ticket: { version: 1 } });
    const later = await browserOf(service);
    const { body: informed } = await later.post({ ticketId: ticket.id });
    const policy = new Date(Date.parse(startsAt) - DAY).toISOString();
    expect(informed).toMatchObject({ refundableUntil: policy, ticket: { version: 2 } });
    expect((await buyer.delete(`/${order.id}`)).status).toBe(202);
  });

  test('says where the money is, though no bank takes it', async () => {
    const { buyer, order, payment, now, admissions } = await paid();
    await buyer.delete(`/${order.id}`);
    await admit(eventOf(AdmissionRevoked, admissions, { version: 2 }));
    const charged = { ...payment, status: 'captured', amountCaptured: 5000 } as const;
    expect(await now()).toMatchObject({ cancelReason: 'refunded', moneyBack: null });
    await pay(eventOf(PaymentRefunded, { ...charged, status: 'refunded', amountRefunded: 5000 }, { version: 4 }));
    expect((await now()).moneyBack).toEqual({ state: 'returned', how: 'card', amount: 50, at: expect.any(String) });
    await pay(eventOf(PaymentRefundFailed, charged, { version: 5 }));
    expect((await now()).moneyBack).toEqual({ state: 'failed', how: null, amount: null, at: null });
    const settlement = { how: 'bank_transfer', amount: 5000, settledAt: '2026-11-23T00:00:00.000Z' } as const;
    await pay(eventOf(PaymentRefundSettled, { ...charged, settlement }, { version: 6 }));
    const settled = { state: 'returned', how: 'bank_transfer', amount: 50, at: settlement.settledAt };
    expect((await now()).moneyBack).toEqual(settled);
    await pay(eventOf(PaymentRefundFailed, charged, { version: 5 }));
    expect((await now()).moneyBack).toEqual(settled);
    const timeline = (await buyer.get(`/${order.id}/timeline`)).body as { step: string; values: object }[];
    expect(timeline.map(({ step }) => step)).toEqual(
      expect.arrayContaining(['payment_refunded', 'payment_refund_failed', 'payment_refund_settled']),
    );
    expect(timeline.find(({ step }) => step === 'payment_refund_settled')!.values).toEqual({
      amount: 5000,
      currency: 'EUR',
      how: 'bank_transfer',
    });
  });
});

describe('a listing changes', () => {
  test('an order keeps the zone of its date, and shows the poster of today', async () => {
    const { ticket, buyer, order } = await reserve(service, { timeZone: 'Asia/Tokyo' });
    expect(order.ticket).toMatchObject({ timeZone: 'Asia/Tokyo', poster: null });
    const poster = { hash: 'a'.repeat(32), width: 1600, height: 2000 };
    await listing(eventOf(TicketUpdated, { ...ticket, timeZone: 'Europe/Rome', poster }, { version: 2 }));
    expect((await buyer.get(`/${order.id}`)).body.ticket).toMatchObject({ timeZone: 'Asia/Tokyo', poster });
  });

  test('an order tells when and where it is now, once that is not what was bought', async () => {
    const { ticket, buyer, order } = await reserve(service, { venue: 'Harbour Stage' });
    expect(order.moved).toBeNull();
    const { city, country, timeZone } = ticket;
    expect(order.times).toEqual({ startsAt: ticket.startsAt, endsAt: null });
    const [startsAt, endsAt] = ['2031-05-03T17:30:00.000Z', '2031-05-03T19:00:00.000Z'];
    await listing(eventOf(TicketUpdated, { ...ticket, venue: 'Elsewhere', startsAt, endsAt }, { version: 2 }));
    const view = (await buyer.get(`/${order.id}`)).body as OrderView;
    expect(view.moved).toEqual({ venue: 'Elsewhere', city, country, startsAt, timeZone });
    expect(view.ticket.venue).toBe('Harbour Stage');
    expect(view.times).toEqual({ startsAt, endsAt });
  });

  test('one told of by an older version has the zone UTC and no poster', async () => {
    const { timeZone: _zone, poster: _poster, ...older } = aTicket();
    await listing(eventOf(TicketUpdated, older as TicketState, { version: 1 }));
    const buyer = await browserOf(service);
    const { body } = await buyer.post({ ticketId: older.id, quantity: 1 });
    expect(body.ticket).toMatchObject({ timeZone: 'UTC', poster: null });
    // So has an order that was placed by one.
    await service.kit.db.pool.query(`update orders set ticket = ticket - 'timeZone' where id = $1`, [body.id]);
    expect((await buyer.get(`/${body.id}`)).body.ticket.timeZone).toBe('UTC');
  });

  test('a smaller quantity leaves buyers what they have; events may come in any order', async () => {
    const { ticket } = await reserve(service);
    await listing(eventOf(TicketUpdated, { ...ticket, quantity: 1 }, { version: 3 }));
    expect(await stockOf(service, ticket.id)).toMatchObject({ capacity: 2, held: 2 });
    await listing(eventOf(TicketUpdated, { ...ticket, quantity: 50 }, { version: 2 }));
    expect(await stockOf(service, ticket.id)).toMatchObject({ capacity: 2 });
  });

  test('a cancelled event cancels every order of it, whatever the policy', async () => {
    const one = await paid({ refundHours: 24 * 90 });
    const other = await browserOf(service);
    const unpaid = (await other.post({ ticketId: one.ticket.id })).body;
    await listing(eventOf(TicketCancelled, { ...one.ticket, status: 'cancelled' }, { version: 2 }));
    await eventually(async () => {
      expect(await one.now()).toMatchObject({
        status: 'cancelled',
        cancelReason: 'event_cancelled',
        refund: 'granted',
      });
      expect((await other.get(`/${unpaid.id}`)).body).toMatchObject({
        status: 'cancelled',
        cancelReason: 'event_cancelled',
        refund: 'none',
      });
    });
    expect(await stockOf(service, one.ticket.id)).toMatchObject({ held: 0, sold: 0, closed: true });
    const again = await other.post({ ticketId: one.ticket.id });
    expect(again.status).toBe(409);
    expect(again.body.errors[0].message).toBe('this event was cancelled');
  });
});

describe('who may see and do what', () => {
  test('an order is found by its number, however that is typed, by its buyer and operators alone', async () => {
    const { buyer, order } = await reserve(service);
    expect(order.number).toMatch(/^FR-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const operator = await browserOf(service, aSession({ role: 'operator' }));
    for (const name of [order.number, order.number.slice(3).replace('-', '').toLowerCase()]) {
      for (const who of [buyer, operator]) expect((await who.get(`/${name}`)).body.id).toBe(order.id);
      expect((await (await browserOf(service)).get(`/${name}`)).status).toBe(404);
    }
    expect((await operator.get('/FR-7K2M-90V')).body).toMatchObject({ status: 400, errors: [{ field: 'id' }] });
  });

  test('others’ orders do not exist, except for an operator’s eyes', async () => {
    const { order } = await reserve(service);
    const stranger = await browserOf(service);
    const operator = await browserOf(service, aSession({ role: 'operator' }));
    for (const path of ['', '/timeline', '/stream']) {
      expect((await stranger.get(`/${order.id}${path}`)).status).toBe(404);
    }
    expect((await stranger.delete(`/${order.id}`)).status).toBe(404);
    expect((await stranger.post({}, `/${order.id}/extend`)).status).toBe(404);
    expect((await operator.get(`/${order.id}`)).status).toBe(200);
    expect((await operator.get(`/${order.id}/timeline`)).status).toBe(200);
    expect((await operator.delete(`/${order.id}`)).status).toBe(404);
  });

  test('pages through one’s own orders, newest first', async () => {
    const buyer = await browserOf(service);
    const placed: string[] = [];
    for (let i = 0; i < 5; i++) {
      const ticket = await list(service);
      placed.unshift((await buyer.post({ ticketId: ticket.id })).body.id);
    }
    const seen: string[] = [];
    for (let path: string | undefined = '?limit=2'; path; ) {
      const answer = await buyer.get(path);
      seen.push(...answer.body.map(({ id }: { id: string }) => id));
      path = /<\/api\/orders([^>]*)>/.exec(answer.headers.link ?? '')?.[1];
    }
    expect(seen).toEqual(placed);
    expect((await buyer.get('?cursor=nonsense')).body.errors).toEqual([
      { field: 'cursor', message: 'must come from a Link header', code: 'bad_cursor' },
    ]);
    expect((await buyer.get('?limit=101')).body.errors).toEqual([
      { field: 'limit', message: 'must be at most 100', code: 'too_high', params: { max: 100 } },
    ]);
  });

  test('a stream shows each change', async () => {
    const { buyer, order, payment } = await reserve(service);
    const states: string[] = [];
    const stop = new AbortController();
    const cookie = await cookieOf(buyer.session);
    const stream = await fetch(`${service.url}/api/orders/${order.id}/stream`, {
      headers: { cookie },
      signal: stop.signal,
    });
    const ended = (async () => {
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
        for (const [, status] of chunk.matchAll(/"status":"([^"]+)"/g)) states.push(status!);
      }
    })().catch(() => {});
    await eventually(() => expect(states).toEqual(['created']));
    await pay(eventOf(PaymentAuthorized, payment, { version: 1 }));
    await eventually(() => expect(states).toEqual(['created', 'complete']));
    stop.abort();
    await ended;
  });
});
