import { OwedMailQuery, OwedMailView } from '@frontrow/common/contracts';
import { decodeCursor, encodeCursor, nextPage, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { NotificationsKit } from '../config.ts';
import { findOwedTo } from '../store/owed.ts';

export const listOwedMails = ({ db }: NotificationsKit) =>
  route({
    method: 'get',
    path: '/mails',
    summary: 'The mails that somebody was owed and what became of them, for operators: the newest first',
    session: 'required',
    readsOthers: true,
    query: OwedMailQuery,
    answers: { 200: z.array(OwedMailView) },
    problems: [403],
    async handle({ query: { userId, limit, cursor }, session, request }) {
      operatorsOnly(session);
      const before = cursor === undefined ? undefined : decodeCursor(cursor)[1];
      const found = await findOwedTo(db, userId, { before, limit: limit + 1 });
      const page = found.slice(0, limit);
      const next = found.length > limit ? encodeCursor(null, page.at(-1)!.id) : undefined;
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
