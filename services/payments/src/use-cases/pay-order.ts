import { NewPayment, PaymentAnswer } from '@frontrow/common/contracts';
import { newId, sqlState } from '@frontrow/common/database';
import { type Answer, arrived, conflict, HttpProblem, keyReused, route } from '@frontrow/common/http';
import { networkOf } from '@frontrow/common/security';
import type { PaymentsKit } from '../config.ts';
import type { Attempt, Reference } from '../payment.ts';
import { findPayment, getAttempt, type StoredPayment } from '../store/payments.ts';
import { toView } from '../store/views.ts';
import { advancer } from '../workers/advance.ts';
import { type Begun, beginner, type PayOrder, WHICH_CARD } from './begin-attempt.ts';

const UNIQUE_VIOLATION = '23505';

export const payOrder = (kit: PaymentsKit) => {
  const tryToBegin = beginner(kit);
  const advance = advancer(kit);

  /** Begins an attempt; where something was declined before, it is known by then which card it is. */
  async function begin(wish: PayOrder): Promise<Begun | undefined> {
    const begun = await tryToBegin(wish);
    if (begun !== WHICH_CARD) return begun;
    const card = (await kit.resources.stripe.fingerprintOf(wish.reference)) ?? null;
    return (await tryToBegin({ ...wish, card })) as Begun | undefined;
  }

  return route({
    method: 'post',
    path: '/',
    summary: 'Pays an order by card; 202 while it needs a 3-D Secure step or its outcome is not known yet',
    session: 'required',
    limits: ['payments'],
    body: NewPayment,
    answers: { 201: PaymentAnswer, 202: PaymentAnswer },
    problems: [402, 404, 409, 429, 503],
    async handle({ body, session, trace, idempotencyKey, request }) {
      const { orderId, token, paymentMethodId, instead } = body;
      const reference: Reference = token === undefined ? { paymentMethodId: paymentMethodId! } : { token };
      const [claim, network] = [newId(), networkOf(request.ip ?? '')];
      const wish = { orderId, userId: session.userId, reference, instead, network, claim, idempotencyKey, trace };
      const { stored, attempt, first } = await arrived('order', orderId, () => begin(wish)).catch((error) => {
        // The order is locked, so what came twice is the key: at this moment it begins to pay another order.
        throw sqlState(error) === UNIQUE_VIOLATION ? keyReused() : error;
      });
      if (!first) return answerTo(stored, attempt, true);

      const settled = await advance(stored.payment.id, claim, trace, first);
      // What is known after the last commit is the answer, unless somebody else went on from there.
      if (settled?.payment.attempt?.id === attempt.id) return answerTo(settled, settled.payment.attempt, false);
      const [now, ended] = await Promise.all([findPayment(kit.db, orderId), getAttempt(kit.db, attempt.id)]);
      return answerTo(now!, ended, false);
    },
  });
};

/** What became of an attempt, as the buyer is told. */
function answerTo(stored: StoredPayment, attempt: Attempt, repeated: boolean): Answer {
  const payment = toView(stored);
  const more = { payment, ...(repeated && { headers: { 'idempotent-replayed': 'true' } }) };
  if (attempt.status === 'failed') {
    const { code, reason = code, message } = attempt.failure!;
    throw new HttpProblem(402, { message, code: reason }, { code, ...more });
  }
  const kept = payment.status === 'captured' || payment.status === 'refunded';
  if (!kept && (stored.order === 'cancelled' || attempt.status === 'voided')) {
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
