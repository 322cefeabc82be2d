import {
  type AdmissionView,
  OrderCancelled,
  OrderCompleted,
  OrderRefundRequested,
  type OrderState,
  PaymentRefundFailed,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { anOrder, aPayment, aSession, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  allPages,
  deliverCapture,
  deliverOrder,
  issuedTo,
  listed,
  nobody,
  overSince,
  type Person,
  paidOrder,
  person,
  refundOf,
  startTickets,
  type TicketsService,
} from './support.ts';

let service: TicketsService;
let seller: Person;
let ticketId: string;

beforeAll(async () => {
  service = await startTickets();
  seller = await person(service);
  ticketId = (await listed(seller, { title: 'Opening night', quantity: 100 })).id;
});
afterAll(() => service.stop());

const eventsOf = async (orderId: string) =>
  (await service.outbox()).filter((event) => event.aggregateId === orderId).map(summary);
const summary = ({ type, aggregateVersion, data }: { type: string; aggregateVersion: number; data: unknown }) =>
  `${type} ${aggregateVersion}: ${(data as { admissions: { status: string }[] }).admissions.map(({ status }) => status)}`;

const completeOrder = (changes = {}) =>
  anOrder({ ticketId, quantity: 2, status: 'complete', paymentId: newId(), ...changes });
const cancelledOrder = (order: ReturnType<typeof anOrder>, cancelReason: 'refunded' | 'event_cancelled') =>
  ({ ...order, status: 'cancelled', cancelReason, refund: 'granted' }) as const;

describe('admissions', () => {
  test('are issued once the order is complete and captured, whichever comes first', async () => {
    for (const completedFirst of [true, false]) {
      const order = completeOrder();
      const deliveries = [
        () => deliverOrder(service, OrderCompleted, order, 3),
        () => deliverCapture(service, order.id),
      ];
      for (const deliver of completedFirst ? deliveries : deliveries.reverse()) {
        expect(await issuedTo(service, order.id)).toEqual([]);
        await deliver();
      }
      expect(await eventsOf(order.id)).toEqual(['admission.issued 1: valid,valid']);
    }
  });

  test('are issued once when both come at the same moment', async () => {
    const orders = Array.from({ length: 20 }, () => completeOrder());
    await Promise.all(
      orders.flatMap((order) => [deliverOrder(service, OrderCompleted, order, 3), deliverCapture(service, order.id)]),
    );
    for (const order of orders) expect(await eventsOf(order.id)).toEqual(['admission.issued 1: valid,valid']);
  });

  test('are not issued again by the same event, nor by the same news in another', async () => {
    const order = completeOrder();
    const event = eventOf(OrderCompleted, order, { version: 3 });
    await deliverCapture(service, order.id);
    for (const delivered of [event, event, eventOf(OrderCompleted, order, { version: 3 })]) {
      await service.deliver('tickets-order', delivered);
    }
    await deliverCapture(service, order.id);
    expect(await eventsOf(order.id)).toEqual(['admission.issued 1: valid,valid']);
  });

  test('are issued although the event of the charge was let go, and only a later one of the payment is left', async () => {
    const order = completeOrder();
    await deliverOrder(service, OrderCompleted, order, 3);
    const payment = aPayment({ orderId: order.id, status: 'captured', amountCaptured: 5000 });
    await service.deliver('tickets-payment', eventOf(PaymentRefundFailed, payment, { version: 5 }));
    expect(await eventsOf(order.id)).toEqual(['admission.issued 1: valid,valid']);
    await deliverCapture(service, order.id);
    expect(await eventsOf(order.id)).toHaveLength(1);
  });

  test('are revoked for a refund', async () => {
    const order = await paidOrder(service, { ticketId });
    await deliverOrder(service, OrderRefundRequested, refundOf(order), 4);
    await deliverOrder(service, OrderCancelled, cancelledOrder(order, 'refunded'), 5);
    expect(await eventsOf(order.id)).toEqual(['admission.issued 1: valid', 'admission.revoked 2: revoked']);
  });

  test('are never issued after a refund was granted before them', async () => {
    const order = completeOrder();
    await deliverOrder(service, OrderRefundRequested, refundOf(order), 4);
    await deliverOrder(service, OrderCompleted, order, 3);
    await deliverCapture(service, order.id);
    expect(await eventsOf(order.id)).toEqual(['admission.revoked 1: ']);
  });

  test('are never issued for a cancelled order, which waits for no answer', async () => {
    const order = completeOrder();
    await deliverOrder(service, OrderCancelled, cancelledOrder(order, 'event_cancelled'), 4);
    await deliverCapture(service, order.id);
    await deliverOrder(service, OrderCompleted, order, 3);
    expect(await eventsOf(order.id)).toEqual([]);
  });

  test('that were used keep the money; a new wish for it is answered anew; a cancelled event takes all back', async () => {
    const order = await paidOrder(service, { ticketId, quantity: 2 });
    const [used] = await issuedTo(service, order.id);
    await seller.post(`/${ticketId}/check-ins`, { scanId: newId(), code: used!.code }).expect(200);
    await deliverOrder(service, OrderRefundRequested, refundOf(order), 4);
    await deliverOrder(service, OrderCompleted, { ...order, refund: 'refused' }, 5);
    await deliverOrder(service, OrderRefundRequested, refundOf(order), 6);
    await deliverOrder(service, OrderCancelled, cancelledOrder(order, 'event_cancelled'), 7);
    expect(await eventsOf(order.id)).toEqual([
      'admission.issued 1: valid,valid',
      'admission.redeemed 2: redeemed,valid',
      'admission.refund_refused 3: redeemed,valid',
      'admission.refund_refused 4: redeemed,valid',
      'admission.revoked 5: revoked,revoked',
    ]);
  });
});

describe('the buyer', () => {
  test('is shown each admission with the code of its QR', async () => {
    const buyer = await person(service);
    const order = await paidOrder(service, { ticketId, userId: buyer.session.userId, quantity: 2 });
    const { status, body } = await buyer.get('/admissions');
    expect(status).toBe(200);
    const issued = await issuedTo(service, order.id);
    expect(body).toEqual(
      issued.map(({ id, code, shortCode }, index) => ({
        id,
        code,
        shortCode,
        orderId: order.id,
        ticket: expect.objectContaining({ id: ticketId, title: 'Opening night' }),
        number: index + 1,
        of: 2,
        holder: null,
        status: 'valid',
        issuedAt: expect.any(String),
        redeemedAt: null,
      })),
    );
  });

  test('gets them in pages, the newest order first, and may ask for one order', async () => {
    const buyer = await person(service);
    const { userId } = buyer.session;
    const orders: OrderState[] = [];
    for (const quantity of [3, 2, 4]) orders.push(await paidOrder(service, { ticketId, userId, quantity }));
    const pages = await allPages<AdmissionView>(buyer, '/admissions?limit=2');
    expect(pages.map((page) => page.length)).toEqual([2, 2, 2, 2, 1]);
    expect(pages.flat().map(({ orderId, number }) => [orders.findIndex(({ id }) => id === orderId), number])).toEqual([
      [2, 1],
      [2, 2],
      [2, 3],
      [2, 4],
      [1, 1],
      [1, 2],
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
    const [ofOne] = await allPages<AdmissionView>(buyer, `/admissions?orderId=${orders[1]!.id}`);
    expect(ofOne).toHaveLength(2);
  });

  test('gets those to the next event first, then those without a date, then what is over, and at last what is gone', async () => {
    const buyer = await person(service);
    const { userId } = buyer.session;
    const events: Record<string, string> = {};
    for (const [name, days] of Object.entries({ gone: 1, later: 9, undated: null, soon: 2, over: -9, longOver: -90 })) {
      const startsAt = days === null ? null : new Date(Date.now() + days * 86_400_000).toISOString();
      const listing = await listed(seller, { title: name, startsAt: days !== null && days < 0 ? null : startsAt });
      if (days !== null && days < 0) await overSince(service, listing, -days);
      const { id } = listing;
      const order = await paidOrder(service, { ticketId: id, userId });
      if (name === 'gone') await deliverOrder(service, OrderCancelled, cancelledOrder(order, 'event_cancelled'), 4);
      events[order.id] = name;
    }
    const pages = await allPages<AdmissionView>(buyer, '/admissions?limit=2');
    const order = pages.flat().map(({ orderId }) => events[orderId]);
    expect([...new Set(order)]).toEqual(['soon', 'later', 'undated', 'over', 'longOver', 'gone']);
  });

  test('is the only one to see them', async () => {
    const order = await paidOrder(service, { ticketId });
    expect((await nobody(service).get('/admissions')).status).toBe(401);
    expect((await (await person(service)).get(`/admissions?orderId=${order.id}`)).body).toEqual([]);
    const expired = await person(service, aSession({ expiresAt: new Date(Date.now() - 1000) }));
    expect((await expired.get('/admissions')).status).toBe(401);
  });
});
