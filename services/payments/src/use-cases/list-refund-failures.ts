import { RefundFailureView } from '@frontrow/common/contracts';
import { operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { findRefundFailures } from '../store/payments.ts';
import { toRefundFailure } from '../store/views.ts';

export const listRefundFailures = (kit: PaymentsKit) =>
  route({
    method: 'get',
    path: '/failures',
    summary: 'Refunds that failed for good, for operators; the latest 100',
    session: 'required',
    answers: { 200: z.array(RefundFailureView) },
    problems: [403],
    async handle({ session }) {
      operatorsOnly(session);
      const failed = await findRefundFailures(kit.db);
      return { status: 200, body: failed.map(toRefundFailure) };
    },
  });
