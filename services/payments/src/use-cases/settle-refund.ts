import { Id, NewRefundSettlement, RefundFailureView } from '@frontrow/common/contracts';
import { conflict, notFound, once, operatorsOnly, recordAction, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { settleRefund, whyNotSettled } from '../payment.ts';
import { lockPayments } from '../store/payments.ts';
import { findDecisions, saveDecision } from '../store/refund-decisions.ts';
import { toRefundFailure } from '../store/views.ts';

/** An operator has paid a buyer back another way, whom no bank took the refund for. */
export const settleFailedRefund = ({ db, log }: PaymentsKit) =>
  route({
    method: 'post',
    path: '/refund-failures/:id/settlement',
    summary: 'Notes that a refund which failed was paid back another way; for operators',
    session: 'required',
    params: z.object({ id: Id }),
    body: NewRefundSettlement,
    answers: { 200: RefundFailureView },
    problems: [403, 404, 409],
    async handle(call) {
      const { session, params, body } = call;
      operatorsOnly(session);
      return once(db, call, async (tx) => {
        const { found, now } = await lockPayments(tx, [params.id], true);
        const stored = found.get(params.id);
        if (!stored) throw notFound('payment');
        const reason = whyNotSettled(stored.payment);
        if (reason) throw conflict(reason);

        const change = settleRefund(stored.payment, body.how, now);
        const decision = { decision: 'settled', ...body, decidedBy: session.userId } as const;
        await saveDecision(tx, stored, { payment: change.payment, changes: [change], ...decision }, now);
        await recordAction(tx, {
          by: session,
          action: 'refund_settled',
          subject: { kind: 'order', id: stored.payment.orderId },
          reason: body.note,
          details: { how: body.how },
        });
        log.info({ paymentId: params.id, userId: session.userId, how: body.how }, 'failed refund settled');
        const decisions = await findDecisions(tx, [params.id]);
        const view = toRefundFailure({ ...stored, payment: change.payment }, decisions.get(params.id)!);
        return { status: 200, body: view };
      });
    },
  });
