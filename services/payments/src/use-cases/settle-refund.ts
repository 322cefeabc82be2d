import { Id, NewRefundSettlement, RefundFailureView } from '@frontrow/common/contracts';
import { once, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { settleRefund, whyNotSettled } from '../payment.ts';
import { decideRefund } from './decide-refund.ts';

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
        const { how, note } = body;
        const view = await decideRefund(tx, {
          id: params.id,
          by: session,
          note,
          whyNot: whyNotSettled,
          decide(payment, now) {
            const change = settleRefund(payment, how, now);
            return { decision: 'settled', how, payment: change.payment, changes: [change] };
          },
        });
        log.info({ paymentId: params.id, userId: session.userId, how }, 'failed refund settled');
        return { status: 200, body: view };
      });
    },
  });
