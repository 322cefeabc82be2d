import { ThrottledView } from '@frontrow/common/contracts';
import { operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import { limitsOf, type PaymentsKit } from '../config.ts';
import { findThrottled } from '../store/declines.ts';

export const listThrottled = ({ db, config }: PaymentsKit) =>
  route({
    method: 'get',
    path: '/throttled',
    summary: 'Who has to wait because too many cards were declined, for operators; 100 at most',
    session: 'required',
    readsOthers: true,
    answers: { 200: z.array(ThrottledView) },
    problems: [403],
    async handle({ session }) {
      operatorsOnly(session);
      return { status: 200, body: await findThrottled(db, limitsOf(config)) };
    },
  });
