import { AuditedOrderView, Id } from '@frontrow/common/contracts';
import { notFound, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { AuditKit } from '../config.ts';
import { findFindingsOf } from '../store/findings.ts';
import { findHistory } from '../store/histories.ts';

export const getOrder = ({ db }: AuditKit) =>
  route({
    method: 'get',
    path: '/orders/:id',
    summary: 'Everything that all services told of an order, and what was found; for operators',
    session: 'required',
    readsOthers: true,
    params: z.object({ id: Id }),
    answers: { 200: AuditedOrderView },
    problems: [403, 404],
    async handle({ session, params: { id } }) {
      operatorsOnly(session);
      const [events, findings] = await Promise.all([findHistory(db, id), findFindingsOf(db, id)]);
      if (events.length === 0) throw notFound('order');
      return { status: 200, body: { orderId: id, events, findings } };
    },
  });
