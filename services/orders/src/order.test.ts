import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  abandon,
  cancelByBuyer,
  cancelEvent,
  completeOrder,
  deadline,
  expire,
  extend,
  failCapture,
  failPayment,
  grantRefund,
  isRejection,
  isUnpaid,
  type Order,
  refundDeadline,
  refundElsewhere,
  refundOutOfTurn,
  refuseRefund,
  releaseByOperator,
  startPayment,
  suspend,
  type Transition,
  toState,
  unitsOf,
} from './order.ts';
import { newOrder } from './place.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);
const payment = '0190a000-0000-7000-8000-000000000001';
const startsAt = at(100_000);
const listing = {
  id: '0190a000-0000-7000-8000-000000000002',
  version: 1,
  sellerId: '0190a000-0000-7000-8000-000000000003',
  title: 'The Night Ferry',
  venue: 'Harbour Stage',
  city: 'Lisbon',
  country: 'Portugal',
  startsAt,
  endsAt: null,
  salesEndAt: null,
  moves: [],
  timeZone: 'Europe/Lisbon',
  price: 2500,
  currency: 'EUR' as const,
  refundHours: 24,
};
const fresh = () =>
  newOrder(
    '0190a000-0000-7000-8000-000000000004',
    '0190a000-0000-7000-8000-000000000005',
    { quantity: 2 },
    listing,
    900,
    at(0),
  );

describe('the deadline', () => {
  test('is the hold, and the grace only while a payment is in flight', () => {
    const started = startPayment(fresh(), payment, 300, at(800))!.order;
    expect(deadline(started)).toEqual(at(1100));
    const failed = failPayment(started, 'declined', at(850))!.order;
    expect(deadline(failed)).toEqual(at(900));
    const again = startPayment(failed, payment, 300, at(890))!.order;
    expect(deadline(again)).toEqual(at(1100));
  });

  test('a grace never shortens the hold', () => {
    expect(deadline(startPayment(fresh(), payment, 300, at(10))!.order)).toEqual(at(900));
  });

  test('an order lapses at its deadline and not before', () => {
    expect(expire(fresh(), at(899.999))).toBeNull();
    expect(expire(fresh(), at(900))!.order).toMatchObject({ status: 'cancelled', cancelReason: 'expired' });
  });
});

describe('a refund', () => {
  const complete = completeOrder(fresh(), payment, at(5))!.order;
  const until = (startsAt.getTime() - at(0).getTime()) / 1000 - 24 * 3600;

  test('is possible until so many hours before the event', () => {
    expect(cancelByBuyer(complete, listing, at(until - 1))).toMatchObject({ order: { refund: 'requested' } });
    expect(cancelByBuyer(complete, listing, at(until))).toMatchObject({
      rejected: expect.stringMatching(/^refunds were possible until/),
    });
  });

  const moved = (...moves: [version: number, until: Date | null][]) => ({
    moves: moves.map(([version, until]) => ({ version, until: until?.toISOString() ?? null })),
  });

  test('is possible until the new start when the event was moved since', () => {
    expect(cancelByBuyer(complete, moved([2, at(200_000)]), at(199_999))).toMatchObject({
      order: { refund: 'requested' },
    });
    expect(cancelByBuyer(complete, moved([2, at(200_000)]), at(200_000))).toMatchObject({ code: 'refund_over' });
    expect(refundDeadline(complete, moved([1, at(200_000)]))).toEqual(at(until));
  });

  test('is possible for as long as any move, or the policy, ever gave', () => {
    expect(refundDeadline(complete, moved([2, at(300_000)], [3, at(200_000)]))).toEqual(at(300_000));
    expect(refundDeadline(complete, moved([2, at(until - 10)]))).toEqual(at(until));
    expect(refundDeadline(complete, moved([2, null], [3, at(200_000)]))).toBeNull();
  });

  test('counts every move for an order of before versions of listings were kept', () => {
    const { version: _, ...ticket } = complete.ticket;
    expect(refundDeadline({ ticket }, moved([1, at(200_000)]))).toEqual(at(200_000));
  });

  test('is possible any time when the event has no date', () => {
    const dateless = { ...complete, ticket: { ...complete.ticket, startsAt: null } };
    expect(cancelByBuyer(dateless, listing, at(9e6))).toMatchObject({
      order: { refund: 'requested' },
    });
  });
});

test('a wish for the money back does not outlive an order whose charge failed', () => {
  const complete = completeOrder(fresh(), payment, at(5))!.order;
  expect(failCapture(complete, 'declined', at(6))!.order).toMatchObject({ status: 'cancelled', refund: 'none' });
  const asked = (cancelByBuyer(complete, listing, at(6)) as Transition).order;
  expect(failCapture(asked, 'declined', at(7))!.order).toMatchObject({ status: 'cancelled', refund: 'granted' });
});

describe('a refund out of turn', () => {
  const complete = completeOrder(fresh(), payment, at(5))!.order;
  const refunded = (order: Order) => refundOutOfTurn(order, 'seller', 'The hall is flooded', at(300_000));

  test('takes no heed of the policy, nor of a refund that was refused because an admission was used', () => {
    const asked = (cancelByBuyer(complete, listing, at(6)) as Transition).order;
    for (const order of [complete, asked, refuseRefund(asked)!.order]) {
      expect(refunded(order)).toMatchObject({
        order: { status: 'cancelled', cancelReason: 'refunded_by_seller', refund: 'granted' },
        event: { type: 'order.cancelled' },
        what: { step: 'refunded_by_seller', values: { reason: 'The hall is flooded' } },
      });
    }
    expect(refundOutOfTurn(complete, 'operator', 'Fraud', at(6))).toMatchObject({
      order: { cancelReason: 'refunded_by_operator' },
    });
  });

  test('is given once, whoever gave it, and leaves nothing to answer', () => {
    const { order } = refunded(complete) as Transition;
    expect([refunded(order), grantRefund(order, at(7)), refuseRefund(order)]).toEqual([null, null, null]);
    expect(refunded(cancelEvent(complete, at(6))!.order)).toBeNull();
  });

  test('is of money only', () => {
    expect(refunded(fresh())).toMatchObject({ code: 'not_paid' });
    expect(refunded(expire(fresh(), at(900))!.order)).toMatchObject({ code: 'never_charged' });
    expect(refunded(failCapture(complete, 'declined', at(6))!.order)).toMatchObject({ code: 'never_charged' });
  });
});

test('operators end what is unpaid, and leave alone what is paid', () => {
  const complete = completeOrder(fresh(), payment, at(5))!.order;
  for (const order of [fresh(), startPayment(fresh(), payment, 300, at(1))!.order]) {
    expect(suspend(order, at(6))).toMatchObject({ order: { status: 'cancelled', cancelReason: 'suspended' } });
    expect(abandon(order, 'account_suspended', at(6))).toMatchObject({
      order: { cancelReason: 'buyer' },
      what: { step: 'account_suspended' },
    });
    expect(releaseByOperator(order, 'They rang', at(6))).toMatchObject({
      order: { cancelReason: 'buyer' },
      what: { step: 'released_by_operator', values: { reason: 'They rang' } },
    });
  }
  expect([suspend(complete, at(6)), abandon(complete, 'account_suspended', at(6))]).toEqual([null, null]);
  expect(releaseByOperator(complete, 'They rang', at(6))).toMatchObject({ code: 'paid_already' });
  expect(releaseByOperator(suspend(fresh(), at(6))!.order, 'They rang', at(7))).toBeNull();
});

type Step = (order: Order, now: Date) => ReturnType<typeof expire> | ReturnType<typeof extend>;
const steps: Record<string, Step> = {
  extend: (order, now) => extend(order, 300, now),
  expire,
  start: (order, now) => startPayment(order, payment, 300, now),
  fail: (order, now) => failPayment(order, 'declined', now),
  complete: (order, now) => completeOrder(order, payment, now),
  failCapture: (order, now) => failCapture(order, 'declined', now),
  cancelByBuyer: (order, now) => cancelByBuyer(order, listing, now),
  grantRefund,
  refundElsewhere,
  refuseRefund: (order) => refuseRefund(order),
  cancelEvent,
  suspend,
  abandon: (order, now) => abandon(order, 'account_suspended', now),
  refundOutOfTurn: (order, now) => refundOutOfTurn(order, 'operator', 'because', now),
  releaseByOperator: (order, now) => releaseByOperator(order, 'because', now),
};

test('whatever happens in whatever order, an order keeps its rules', () => {
  const history = fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.integer({ min: 0, max: 900 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(history, (happenings) => {
      let order = fresh();
      let seconds = 0;
      for (const [name, later] of happenings) {
        seconds += later;
        const now = at(seconds);
        const outcome = steps[name]!(order, now);
        if (outcome === null || isRejection(outcome)) continue;
        const next = outcome.order;
        // A cancelled order stays cancelled, and a complete one is never unpaid again.
        expect(order.status).not.toBe('cancelled');
        if (order.status === 'complete') expect(isUnpaid(next)).toBe(false);
        // Only what ends it gives units back, and a reason comes with every end.
        expect((next.status === 'cancelled') === (next.cancelReason !== null)).toBe(true);
        if (next.status === 'cancelled') expect(next.refund).not.toBe('requested');
        expect(unitsOf(next)).toEqual({ held: isUnpaid(next) ? 2 : 0, sold: next.status === 'complete' ? 2 : 0 });
        // The hold, one extension and one grace are all the time there is.
        expect(deadline(next).getTime()).toBeLessThanOrEqual(at(900 + 300 + 300).getTime());
        expect(toState(next)).toMatchObject({ total: 5000, status: next.status });
        order = next;
      }
    }),
    { numRuns: 2000 },
  );
});
