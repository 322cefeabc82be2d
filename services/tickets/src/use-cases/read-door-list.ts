import { DoorListQuery, DoorListView } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { conflict, nextPage, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findOpenLease } from '../store/door-leases.ts';
import { findDoorList } from '../store/door-list.ts';
import { atTheDoor } from './at-the-door.ts';
import { TicketParams } from './params.ts';

export const readDoorList = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/:id/doorList',
    summary: 'The guest list, for the device that has its lease: admissions and how they stand, without codes',
    session: 'required',
    params: TicketParams,
    query: DoorListQuery,
    answers: { 200: DoorListView },
    problems: [403, 404, 409],
    async handle({ params, query: { leaseId, ...wanted }, session, request }) {
      const { id } = await atTheDoor(db, params.id, session);
      const lease = await findOpenLease(db, id);
      if (lease?.id !== leaseId) {
        throw conflict({ message: 'this device does not have the guest list', code: 'list_lost' }, lease && { lease });
      }
      // Told before the list is read: what changes in between is asked for again next time.
      const now = (await databaseTime(db)).toISOString();
      const { page, next } = await findDoorList(db, id, wanted);
      return { status: 200, body: { now, admissions: page }, headers: nextPage(request, next) };
    },
  });
