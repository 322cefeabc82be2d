import { FindingQuery, FindingView } from '@frontrow/common/contracts';
import { decodeCursor, encodeCursor, nextPage, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { AuditKit } from '../config.ts';
import { findFindings } from '../store/findings.ts';

export const listFindings = ({ db }: AuditKit) =>
  route({
    method: 'get',
    path: '/findings',
    summary: 'What was found to break a promise, newest first; for operators',
    session: 'required',
    query: FindingQuery,
    answers: { 200: z.array(FindingView) },
    problems: [403],
    async handle({ session, query: { open, promise, limit, cursor }, request }) {
      const before = cursor === undefined ? undefined : decodeCursor(cursor)[1];
      operatorsOnly(session);
      const found = await findFindings(db, { open: open && open === 'true', promise, before, limit: limit + 1 });
      const page = found.slice(0, limit);
      const next = found.length > limit ? encodeCursor(null, page.at(-1)!.id) : undefined;
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
