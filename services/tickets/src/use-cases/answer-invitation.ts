import { DoorDutyView, type SecurityEvent } from '@frontrow/common/contracts';
import { notFound, route, type Session } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { lockListing } from '../store/listings.ts';
import { addToStaff, isStaff, leaveStaff, takeInvitation } from '../store/staff.ts';
import { activeSeller } from './active-seller.ts';
import { doorDutyOf } from './list-door-duty.ts';
import { TicketParams } from './params.ts';

/**
 * The invitation is to an address, and whoever has it now may accept. `activeSeller` keeps the account from being closed
 * meanwhile: whoever closes it waits, and then finds this staff. An invitation of others is none, as is one that never was.
 */
export const acceptInvitation = (kit: TicketsKit) =>
  route({
    method: 'post',
    path: '/:id/staff/invitation',
    summary: 'Accepts an invitation to the staff of a listing; again too',
    session: 'required',
    params: TicketParams,
    answers: { 200: DoorDutyView },
    problems: [403, 404],
    async handle({ params: { id }, session, trace, request }) {
      const { userId } = session;
      const invited = { userId, verified: kit.config.EMAIL_VERIFICATION === 'required' };
      await kit.db.transaction(trace, async (tx) => {
        await activeSeller(tx, session);
        if (!(await lockListing(tx, id))) throw notFound('invitation');
        if (await takeInvitation(tx, id, invited)) return addToStaff(tx, id, userId);
        if (!(await isStaff(tx, id, userId))) throw notFound('invitation');
      });
      kit.securityEvent({ outcome: 'succeeded', ...answered(id, session, request.ip) });
      return { status: 200, body: await doorDutyOf(kit, userId) };
    },
  });

export const declineInvitation = (kit: TicketsKit) =>
  route({
    method: 'delete',
    path: '/:id/staff/invitation',
    summary: 'Declines an invitation to the staff of a listing, or leaves it',
    session: 'required',
    params: TicketParams,
    answers: { 200: DoorDutyView },
    async handle({ params: { id }, session, trace, request }) {
      const { userId } = session;
      const did = await kit.db.transaction(trace, async (tx) => {
        if (!(await lockListing(tx, id))) return false;
        const [declined, left] = [
          await takeInvitation(tx, id, { userId, verified: false }),
          await leaveStaff(tx, id, userId),
        ];
        return declined || left;
      });
      if (did) kit.securityEvent({ outcome: 'refused', ...answered(id, session, request.ip) });
      return { status: 200, body: await doorDutyOf(kit, userId) };
    },
  });

const answered = (id: string, { userId }: Session, network?: string): Omit<SecurityEvent, 'outcome'> => ({
  what: 'staff_answered',
  account: userId,
  network,
  object: `listing:${id}`,
});
