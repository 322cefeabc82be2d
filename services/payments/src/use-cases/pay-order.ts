import { type Id, NewPayment, PaymentAnswer } from '@frontrow/common/contracts';
import { databaseTime, newId, sqlState, type Tx } from '@frontrow/common/database';
import { type Answer, arrived, conflict, HttpProblem, notFound, route } from '@frontrow/common/http';
import type { PaymentsKit } from '../config.ts';
import { type Attempt, newPayment, type PayableOrder, type Reference, start, whyNotPayable } from '../payment.ts';
import { tell } from '../store/changes.ts';
import { holdClaim } from '../store/claims.ts';
import { findOrder, lockOrder } from '../store/orders.ts';
import { findAttempt, findPayment, getAttempt, type StoredPayment, savePayment } from '../store/payments.ts';
import { toView } from '../store/views.ts';
import { advance } from '../workers/advance.ts';

const UNIQUE_VIOLATION = '23505';

interface Begun {
  paymentId: Id;
  attemptId: Id;
  /** Whether the attempt began in an earlier request with the same Idempotency-Key. */
  repeated: boolean;
}

export const payOrder = (kit: PaymentsKit) =>
  route({
    method: 'post',
    path: '/',
    summary: 'Pays an order by card; 202 while it needs a 3-D Secure step or its outcome is not known yet',
    session: 'required',
    body: NewPayment,
    answers: { 201: PaymentAnswer, 202: PaymentAnswer },
    problems: [402, 404, 409, 503],
    async handle({ body, session, trace, idempotencyKey }) {
      const { orderId, token, paymentMethodId } = body;
      const reference: Reference = token === undefined ? { paymentMethodId: paymentMethodId! } : { token };
      const order = await arrived('order', orderId, () => findOrder(kit.db, orderId));
      if (order.userId !== session.userId) throw notFound('order');

      const claim = newId();
      const { paymentId, attemptId, repeated } = await kit.db
        .transaction(trace, (tx) => begin(tx, orderId, reference, claim, idempotencyKey))
        .catch((error) => {
          // The order is locked, so what came twice is the key: at this moment it begins to pay another order.
          throw sqlState(error) === UNIQUE_VIOLATION ? keyTaken() : error;
        });
      if (!repeated) await advance(kit, paymentId, claim, trace);
      kit.wake('settle');

      const [stored, attempt, now] = await Promise.all([
        findPayment(kit.db, orderId),
        getAttempt(kit.db, attemptId),
        findOrder(kit.db, orderId),
      ]);
      return answerTo(stored!, attempt, now!, repeated);
    },
  });

/** Begins an attempt, and claims the payment so that this request is the one to ask Stripe. */
async function begin(
  tx: Tx,
  orderId: Id,
  reference: Reference,
  claim: Id,
  idempotencyKey: string | undefined,
): Promise<Begun> {
  const order = await lockOrder(tx, orderId);
  const stored = await findPayment(tx, orderId);
  const earlier = idempotencyKey && (await findAttempt(tx, order.userId, idempotencyKey));
  if (earlier) {
    const same = earlier.paymentId === stored?.payment.id && isSame(earlier.attempt.reference, reference);
    if (!same) throw keyTaken();
    return { paymentId: earlier.paymentId, attemptId: earlier.attempt.id, repeated: true };
  }
  const now = await databaseTime(tx);
  const reason = whyNotPayable(order, stored?.payment, now);
  if (reason) throw conflict(reason, stored && { payment: toView(stored) });

  const change = start(stored?.payment ?? newPayment(newId(), order), newId(), reference);
  const { payment } = change;
  await savePayment(tx, payment, now, idempotencyKey);
  await tell(tx, [change], stored?.createdAt ?? now, now);
  await holdClaim(tx, payment.id, claim, 0);
  return { paymentId: payment.id, attemptId: payment.attempt!.id, repeated: false };
}

const keyTaken = () => conflict('this Idempotency-Key was used for another request');
const isSame = (a: Reference, b: Reference) => JSON.stringify(a) === JSON.stringify(b);

/** What became of an attempt, as the buyer is told. */
function answerTo(stored: StoredPayment, attempt: Attempt, order: PayableOrder, repeated: boolean): Answer {
  const payment = toView(stored);
  const more = { payment, ...(repeated && { headers: { 'idempotent-replayed': 'true' } }) };
  if (attempt.status === 'failed') {
    const { code, reason = code, message } = attempt.failure!;
    throw new HttpProblem(402, { message, code: reason }, { code, ...more });
  }
  const kept = payment.status === 'captured' || payment.status === 'refunded';
  if (!kept && (order.status === 'cancelled' || attempt.status === 'voided')) {
    const message = 'the order was cancelled before it was paid; you were not charged';
    throw conflict({ message, code: 'cancelled_unpaid' }, more);
  }
  if (payment.status === 'capture_failed') {
    const why = stored.payment.amountTaken
      ? { message: 'only a part could be charged; it goes back to your card', code: 'capture_partial' }
      : { message: 'your bank did not release the money; you were not charged', code: 'capture_failed' };
    throw conflict(why, more);
  }
  return {
    status: attempt.status === 'authorized' ? 201 : 202,
    body: { payment },
    ...(repeated && { headers: { 'idempotent-replayed': 'true' } }),
  };
}
