import type { AdmissionStatus } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import {
  type AdmissionEvent,
  followAdmissions,
  followPayment,
  heedPayment,
  moneyBack,
  type PaymentEvent,
} from './checkout.ts';
import { cancelByBuyer, type Order, type Transition } from './order.ts';
import { newOrder } from './place.ts';

const now = new Date('2026-11-22T00:00:00Z');
const listing = {
  id: 'ticket',
  version: 1,
  sellerId: 'seller',
  title: 'The Night Ferry',
  venue: 'Harbour Stage',
  city: 'Lisbon',
  country: 'Portugal',
  startsAt: null,
  endsAt: null,
  salesEndAt: null,
  moves: [],
  timeZone: 'UTC',
  price: 2500,
  currency: 'EUR' as const,
  refundHours: 24,
};
const fresh = newOrder('order', 'buyer', { quantity: 2 }, listing, 900, now);
const after = (order: Order, type: PaymentEvent['type']) =>
  followPayment(order, { type, data: { id: 'payment', failure: null } } as PaymentEvent, 300, now);
const told = (order: Order, type: AdmissionEvent['type'], ...statuses: AdmissionStatus[]) =>
  followAdmissions(
    order,
    { type, data: { admissions: statuses.map((status) => ({ status })) } } as AdmissionEvent,
    now,
  );
const started = after(fresh, 'payment.started')!.order;
const complete = after(started, 'payment.authorized')!.order;

test('an order follows its payment', () => {
  expect(started).toMatchObject({ status: 'awaiting:payment', paymentId: 'payment' });
  expect(after(started, 'payment.failed')!.order.status).toBe('created');
  expect(after(started, 'payment.voided')!.order.status).toBe('created');
  expect(complete.status).toBe('complete');
  expect(after(fresh, 'payment.captured')!.order.status).toBe('complete');
  expect(after(complete, 'payment.capture_failed')!.order).toMatchObject({ cancelReason: 'payment_failed' });
  expect(after(complete, 'payment.refunded')!.order).toMatchObject({ status: 'cancelled', cancelReason: 'refunded' });
  expect(after(started, 'payment.refunded')).toBeNull();
  expect(after(complete, 'payment.refund_failed')).toBeNull();
});

test('where the money of an ended order is follows from the newest event of its payment', () => {
  const said = (type: PaymentEvent['type'], status: PaymentEvent['data']['status'], dispute?: object) =>
    moneyBack({ type, data: { status, dispute } } as PaymentEvent);
  expect(said('payment.refunded', 'refunded')).toBe('returned');
  expect(said('payment.dispute_closed', 'refunded', { phase: 'won', withdrawn: false })).toBe('returned');
  expect(said('payment.refund_failed', 'captured')).toBe('failed');
  expect(said('payment.voided', 'voided')).toBe('not_charged');
  expect(said('payment.capture_failed', 'capture_failed')).toBe('not_charged');
  expect(said('payment.captured', 'captured')).toBeNull();
  expect(said('payment.disputed', 'captured', { phase: 'open', withdrawn: true })).toBe('returned');
  expect(said('payment.dispute_closed', 'captured', { phase: 'won', withdrawn: false })).toBeNull();
  // An inquiry moves no money: it leaves a refund that failed as one.
  expect(said('payment.disputed', 'captured', { phase: 'inquiry', withdrawn: false })).toBeUndefined();
  expect(said('payment.dispute_closed', 'captured', { phase: 'closed', withdrawn: false })).toBeUndefined();
});

test('a refund that failed is settled by a person, and stays so whatever is told of it later', () => {
  const settlement = { how: 'bank_transfer', amount: 5000, settledAt: '2026-11-23T00:00:00.000Z' };
  const refunded = { status: 'refunded', amountRefunded: 5000, updatedAt: '2026-11-22T10:00:00.000Z' };
  const kept = { status: 'captured', amountRefunded: 0, updatedAt: '2026-11-24T00:00:00.000Z' };
  const nothing = { paymentVersion: 3, moneyBack: null, returned: null };
  const heed = (known: typeof nothing, version: number, type: PaymentEvent['type'], data: object) =>
    heedPayment(known, { type, aggregateVersion: version, data } as PaymentEvent) as typeof nothing;

  const returned = heed(nothing, 4, 'payment.refunded', refunded);
  expect(returned).toEqual({
    paymentVersion: 4,
    moneyBack: 'returned',
    returned: { how: 'card', amount: 5000, at: refunded.updatedAt },
  });
  const failed = heed(returned, 5, 'payment.refund_failed', kept);
  expect(failed).toEqual({ paymentVersion: 5, moneyBack: 'failed', returned: null });
  const settled = heed(failed, 6, 'payment.refund_settled', { ...kept, settlement });
  const { settledAt: at, ...how } = settlement;
  expect(settled).toEqual({ paymentVersion: 6, moneyBack: 'returned', returned: { ...how, at } });
  const inquiry = { ...kept, settlement, dispute: { phase: 'inquiry', withdrawn: false } };
  expect(heed(settled, 7, 'payment.disputed', inquiry)).toMatchObject({ moneyBack: 'returned', returned: how });
  expect(heed(settled, 5, 'payment.refund_failed', kept)).toBeNull();
  expect(after(complete, 'payment.refund_settled')).toBeNull();
});

test('an order heeds an answer about its refund only while it waits for one', () => {
  const waiting = (cancelByBuyer(complete, listing, now) as Transition).order;
  expect(told(waiting, 'admission.revoked', 'revoked')!.order).toMatchObject({
    status: 'cancelled',
    cancelReason: 'refunded',
  });
  const refused = { status: 'complete', refund: 'refused' };
  expect(told(waiting, 'admission.refund_refused', 'redeemed', 'valid')!.order).toMatchObject(refused);
  // Whoever was let in may have been so by mistake: only tickets knows, and says so.
  expect(told(waiting, 'admission.redeemed', 'redeemed', 'redeemed')).toBeNull();
  expect(told(waiting, 'admission.check_in_undone', 'valid', 'valid')).toBeNull();
  expect(told(waiting, 'admission.issued', 'valid')).toBeNull();
  expect(told(complete, 'admission.revoked', 'revoked')).toBeNull();
  expect(told(complete, 'admission.refund_refused', 'redeemed')).toBeNull();
});
