import { DoorLeaseQuery } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { endLease } from '../store/door-leases.ts';
import { atTheDoor } from './at-the-door.ts';
import { TicketParams } from './params.ts';

export const releaseDoorLease = ({ db }: TicketsKit) =>
  route({
    method: 'delete',
    path: '/:id/doorLease',
    summary: 'Gives the guest list back; scans made under the lease are still taken later',
    session: 'required',
    params: TicketParams,
    query: DoorLeaseQuery,
    answers: { 204: null },
    problems: [403, 404],
    async handle({ params, query, session }) {
      const { id } = await atTheDoor(db, params.id, session);
      await endLease(db, id, query.leaseId);
      return { status: 204 };
    },
  });
