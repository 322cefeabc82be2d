import { Id, NewRefundRetry, RefundFailureView } from '@frontrow/common/contracts';
import { conflict, notFound, once, operatorsOnly, recordAction, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { retryRefund, whyNotRetried } from '../payment.ts';
import { lockPayments } from '../store/payments.ts';
import { findDecisions, saveDecision } from '../store/refund-decisions.ts';
import { toRefundFailure } from '../store/views.ts';

/** An operator has Stripe asked once more: a bank may take now what it sent back before. */
export const retryFailedRefund = ({ db, log }: PaymentsKit) =>
  route({
    method: 'post',
    path: '/refund-failures/:id/retry',
    summary: 'Has Stripe asked once more for a refund that failed; for operators',
    session: 'required',
    params: z.object({ id: Id }),
    body: NewRefundRetry,
    answers: { 200: RefundFailureView },
    problems: [403, 404, 409],
    async handle(call) {
      const { session, params, body } = call;
      operatorsOnly(session);
      return once(db, call, async (tx) => {
        const { found, now } = await lockPayments(tx, [params.id], true);
        const stored = found.get(params.id);
        if (!stored) throw notFound('payment');
        const reason = whyNotRetried(stored.payment);
        if (reason) throw conflict(reason);

        const payment = retryRefund(stored.payment);
        const decision = { decision: 'retried', how: null, ...body, decidedBy: session.userId } as const;
        await saveDecision(tx, stored, { payment, changes: [], ...decision }, now);
        const subject = { kind: 'order' as const, id: stored.payment.orderId };
        await recordAction(tx, { by: session, action: 'refund_retried', subject, reason: body.note });
        log.info({ paymentId: params.id, userId: session.userId }, 'failed refund is tried again');
        const decisions = await findDecisions(tx, [params.id]);
        return { status: 200, body: toRefundFailure({ ...stored, payment }, decisions.get(params.id)!) };
      });
    },
  });
