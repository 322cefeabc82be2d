import { Id, NewRefundRetry, RefundFailureView } from '@frontrow/common/contracts';
import { once, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { retryRefund, whyNotRetried } from '../payment.ts';
import { decideRefund } from './decide-refund.ts';

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
        const view = await decideRefund(tx, {
          id: params.id,
          by: session,
          note: body.note,
          whyNot: whyNotRetried,
          decide: (payment) => ({ decision: 'retried', how: null, payment: retryRefund(payment), changes: [] }),
        });
        log.info({ paymentId: params.id, userId: session.userId }, 'failed refund is tried again');
        return { status: 200, body: view };
      });
    },
  });
