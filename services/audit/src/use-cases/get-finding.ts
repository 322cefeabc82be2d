import { FindingDetails, Id } from '@frontrow/common/contracts';
import { notFound, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { AuditKit } from '../config.ts';
import { findFinding } from '../store/findings.ts';
import { findEvents } from '../store/histories.ts';

export const getFinding = ({ db }: AuditKit) =>
  route({
    method: 'get',
    path: '/findings/:id',
    summary: 'One finding, with the events that show it; for operators',
    session: 'required',
    params: z.object({ id: Id }),
    answers: { 200: FindingDetails },
    problems: [403, 404],
    async handle({ session, params: { id } }) {
      operatorsOnly(session);
      const finding = await findFinding(db, id);
      if (!finding) throw notFound('finding');
      return { status: 200, body: { ...finding, events: await findEvents(db, finding.evidence) } };
    },
  });
