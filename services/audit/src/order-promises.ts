import type { CancelReason, OrderState } from '@frontrow/common/contracts';
import { chargedOnce, keepsNoMoney, moneyBalances, noForgottenCard, settledOnce } from './money-promises.ts';
import { AT_ONCE, type Patience, type Suspicion } from './promises.ts';
import { isUnpaid, type OrderRecord, orderNow, paymentsNow, type Version } from './record.ts';

/** Clocks of two database servers may differ by so much. */
const CLOCK_SLACK_MS = 1_000;

/** Every paid order has its admissions, and no other order has any. */
export function admissionsMatch(record: OrderRecord, { reactionMs }: Patience): Suspicion[] {
  const order = orderNow(record);
  const admissions = record.admissions.at(-1);
  if (!order || (!admissions && !record.inFull)) return [];
  const { status, refund, quantity } = order.state;
  const good = admissions?.state.admissions.filter((each) => each.status !== 'revoked').length ?? 0;
  const charged = paymentsNow(record).some(({ state }) => state.status === 'captured');
  // While a refund is asked for, tickets decides; what is owed then is an answer.
  if (refund === 'requested' && status === 'complete') return [];
  const due = status === 'complete' && charged ? quantity : 0;
  if (good === due) return [];
  return [
    {
      promise: 'admissions',
      key: `admissions:${record.orderId}:${good}:${due}`,
      words: `The order is ${status} and should have ${due} good admissions; it has ${good}`,
      evidence: [order.eventId, ...(admissions ? [admissions.eventId] : [])],
      lasting: false,
      ripeAt: record.heardAt + reactionMs,
    },
  ];
}

/** No order waits past its deadline, nor for the answer to a wish for a refund. */
export function isNotStuck(record: OrderRecord, { settleMs, reactionMs }: Patience): Suspicion[] {
  const promise = 'no-order-stuck';
  const order = orderNow(record);
  if (!order) return [];
  const { status, refund, expiresAt } = order.state;
  const base = { evidence: [order.eventId], lasting: false };
  if (isUnpaid(order.state)) {
    const key = `${promise}:unpaid:${order.eventId}`;
    const words = `The order is ${status} although its deadline was ${expiresAt}`;
    return [{ ...base, promise, key, words, ripeAt: Math.max(Date.parse(expiresAt), record.heardAt) + settleMs }];
  }
  if (status === 'complete' && refund === 'requested') {
    const key = `${promise}:refund:${order.eventId}`;
    return [
      { ...base, promise, key, words: 'A refund was asked for and not answered', ripeAt: record.heardAt + reactionMs },
    ];
  }
  return [];
}

/** No order expires before its deadline. */
export function isNotEarly(record: OrderRecord, { settleMs }: Patience): Suspicion[] {
  const promise = 'never-early';
  const index = record.order.findIndex(({ state }) => state.cancelReason === 'expired');
  const expired = record.order[index];
  if (!expired) return [];
  // An order service whose clock is wrong may also write down the wrong time, but cannot be heard before it speaks.
  const at = Math.min(Date.parse(expired.state.updatedAt), expired.receivedAt + CLOCK_SLACK_MS);
  const hold = Date.parse(expired.state.expiresAt);
  const words = (deadline: number) =>
    `Expired ${Math.ceil((deadline - at) / 1000)} s before its deadline, ${new Date(deadline).toISOString()}`;
  if (at < hold) {
    const key = `${promise}:${record.orderId}`;
    return [{ promise, key, words: words(hold), evidence: [expired.eventId], lasting: true, ripeAt: AT_ONCE }];
  }

  // A payment in flight has a grace beyond the hold, unless its failure is what ended it.
  const before = record.order[index - 1];
  if (before?.state.status !== 'awaiting:payment' || before.version !== expired.version - 1) return [];
  const grace = Date.parse(before.state.expiresAt);
  const failed = record.payments.some(({ type }) => type === 'payment.failed' || type === 'payment.voided');
  if (failed || at >= grace) return [];
  const key = `${promise}:grace:${record.orderId}`;
  const evidence = [before.eventId, expired.eventId];
  return [{ promise, key, words: words(grace), evidence, lasting: false, ripeAt: record.heardAt + settleMs }];
}

/** How a complete order may still be cancelled; an unpaid one for any reason but a refund. */
const REFUNDS: (CancelReason | null)[] = ['refunded', 'refunded_by_seller', 'refunded_by_operator'];
const AFTER_COMPLETE: (CancelReason | null)[] = [...REFUNDS, 'event_cancelled', 'payment_failed'];

/** An order ends once, and in an allowed way. */
export function endsOnce(record: OrderRecord): Suspicion[] {
  const promise = 'one-end';
  return record.order.flatMap((after, index) => {
    const before = record.order[index - 1];
    const wrong = before && whyNotNext(before, after);
    if (!wrong) return [];
    const evidence = [before.eventId, after.eventId];
    const key = `${promise}:${after.eventId}`;
    return [{ promise, key, words: wrong, evidence, lasting: true, ripeAt: AT_ONCE } as const];
  });
}

function whyNotNext(before: Version<OrderState>, after: Version<OrderState>): string | undefined {
  const [was, is] = [before.state, after.state];
  if (was.status === 'cancelled' && is.status !== 'cancelled') return `Cancelled, and then ${is.status}`;
  if (was.status !== 'complete') {
    const refunded = isUnpaid(was) && REFUNDS.includes(is.cancelReason) && after.version === before.version + 1;
    return refunded ? 'Refunded without having been complete' : undefined;
  }
  if (isUnpaid(is)) return `Complete, and then ${is.status}`;
  if (is.status === 'cancelled' && !AFTER_COMPLETE.includes(is.cancelReason))
    return `Complete, and then cancelled for the reason ${is.cancelReason}`;
  return undefined;
}

/** What others told of an order has an order that told of itself. */
export const isKnown = (record: OrderRecord, { settleMs }: Patience): Suspicion[] =>
  record.order.length > 0 || !record.inFull
    ? []
    : [
        {
          promise: 'nothing-lost',
          key: `nothing-lost:order:${record.orderId}`,
          words: 'Other services tell of this order, and it never told of itself',
          evidence: [...record.payments, ...record.admissions].map(({ eventId }) => eventId),
          lasting: false,
          ripeAt: record.heardAt + settleMs,
        },
      ];

const all = [
  chargedOnce,
  moneyBalances,
  keepsNoMoney,
  settledOnce,
  noForgottenCard,
  admissionsMatch,
  isNotStuck,
  isNotEarly,
  endsOnce,
  isKnown,
];

/** Every promise, held against what was heard of one order. */
export const suspectOrder = (record: OrderRecord, patience: Patience): Suspicion[] =>
  all.flatMap((promise) => promise(record, patience));
