import { DoorConflictView, Paging } from '@frontrow/common/contracts';
import { nextPage, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { findConflicts } from '../store/door-conflicts.ts';
import { atTheDoor } from './at-the-door.ts';
import { TicketParams } from './params.ts';

export const listDoorConflicts = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/:id/doorConflicts',
    summary: 'Who was let in without a connection and should not have been, for the seller and staff',
    session: 'required',
    params: TicketParams,
    query: Paging,
    answers: { 200: z.array(DoorConflictView) },
    problems: [403, 404],
    async handle({ params, query, session, request }) {
      const { id } = await atTheDoor(db, params.id, session);
      const { page, next } = await findConflicts(db, id, query);
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
