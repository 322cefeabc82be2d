import { DisputeView } from '@frontrow/common/contracts';
import { operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { findDisputed } from '../store/payments.ts';
import { toDisputeView } from '../store/views.ts';

export const listDisputes = (kit: PaymentsKit) =>
  route({
    method: 'get',
    path: '/disputes',
    summary: 'Charges that cardholders disputed, for operators: the undecided first, 100 at most',
    session: 'required',
    readsOthers: true,
    answers: { 200: z.array(DisputeView) },
    problems: [403],
    async handle({ session }) {
      operatorsOnly(session);
      const disputed = await findDisputed(kit.db);
      return { status: 200, body: disputed.map(toDisputeView) };
    },
  });
