import { DoorView, Paging } from '@frontrow/common/contracts';
import { nextPage, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findDoor } from '../store/admissions.ts';
import { atTheDoor } from './at-the-door.ts';
import { TicketParams } from './params.ts';

export const watchDoor = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/:id/admissions',
    summary: 'The admissions of a listing and how many were used, for its seller and staff',
    session: 'required',
    params: TicketParams,
    query: Paging,
    answers: { 200: DoorView },
    problems: [403, 404],
    async handle({ params, query, session, request }) {
      await atTheDoor(db, params.id, session);
      const { door, next } = await findDoor(db, params.id, query);
      return { status: 200, body: door, headers: nextPage(request, next) };
    },
  });
