import { checkInFrom, HeldDoorLeaseView, TakeDoorLease } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { conflict, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findOpenLease, takeLease } from '../store/door-leases.ts';
import { atTheDoor } from './at-the-door.ts';
import { TicketParams } from './params.ts';

/** Taking the list and saying that one still has it are the same request, so one whose answer was lost is sent again. */
export const takeDoorLease = ({ db, resources: { codes } }: TicketsKit) =>
  route({
    method: 'post',
    path: '/:id/doorLease',
    summary: 'Gives the guest list to a device, which may then let people in without a connection, or renews that',
    session: 'required',
    params: TicketParams,
    body: TakeDoorLease,
    answers: { 200: HeldDoorLeaseView },
    problems: [403, 404, 409],
    async handle({ params, body: { takeOver, ...device }, session, trace }) {
      const listing = await atTheDoor(db, params.id, session);
      const { id: ticketId, reentry } = listing;
      const countsFrom = checkInFrom(listing)?.toISOString() ?? null;
      return db.transaction(trace, async (tx) => {
        const lease = await takeLease(tx, ticketId, { ...device, userId: session.userId }, takeOver);
        if (!lease) {
          const holder = await findOpenLease(tx, ticketId);
          throw conflict(
            { message: 'another device has the guest list', code: 'list_elsewhere' },
            holder && { lease: holder },
          );
        }
        const now = (await databaseTime(tx)).toISOString();
        return { status: 200, body: { ...lease, now, countsFrom, reentry, keys: codes.publicKeys } };
      });
    },
  });
