import { Acknowledgement, FindingView, Id } from '@frontrow/common/contracts';
import { notFound, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { AuditKit } from '../config.ts';
import { acknowledge } from '../store/findings.ts';

/** An operator has seen it and says what it was: it alarms no more. What became right by itself stays closed. */
export const acknowledgeFinding = ({ db, log }: AuditKit) =>
  route({
    method: 'post',
    path: '/findings/:id/acknowledge',
    summary: 'Note that a finding was seen, and what it was; for operators',
    session: 'required',
    params: z.object({ id: Id }),
    body: Acknowledgement,
    answers: { 200: FindingView },
    problems: [403, 404],
    async handle({ session, params: { id }, body: { note } }) {
      operatorsOnly(session);
      const finding = await acknowledge(db, id, session.userId, note);
      if (!finding) throw notFound('finding');
      log.info({ findingId: id, userId: session.userId }, 'finding acknowledged');
      return { status: 200, body: finding };
    },
  });
