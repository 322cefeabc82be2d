import { route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { TicketParams } from './params.ts';

/** Told by a script of the page, once per visit, so that most robots do not count. It is the same for ids that never were. */
export const reportView = ({ resources: { views } }: TicketsKit) =>
  route({
    method: 'post',
    path: '/:id/view',
    summary: 'Says that someone looks at a listing; nothing is kept of who',
    session: 'none',
    limits: ['views'],
    params: TicketParams,
    answers: { 204: null },
    async handle({ params, request }) {
      views.count(params.id, request.ip ?? '', new Date());
      return { status: 204 };
    },
  });
