import { RefundFailureView } from '@frontrow/common/contracts';
import { operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { findRefundFailures } from '../store/payments.ts';
import { findDecisions } from '../store/refund-decisions.ts';
import { toRefundFailure } from '../store/views.ts';

export const listRefundFailures = (kit: PaymentsKit) =>
  route({
    method: 'get',
    path: '/refund-failures',
    summary: 'Refunds that failed for good, for operators: those that nobody has settled first, 100 at most',
    session: 'required',
    readsOthers: true,
    answers: { 200: z.array(RefundFailureView) },
    problems: [403],
    async handle({ session }) {
      operatorsOnly(session);
      const failed = await findRefundFailures(kit.db);
      const ids = failed.map(({ payment }) => payment.id);
      const decisions = await findDecisions(kit.db, ids);
      return { status: 200, body: failed.map((one) => toRefundFailure(one, decisions.get(one.payment.id)!)) };
    },
  });
