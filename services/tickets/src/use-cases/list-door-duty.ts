import { DoorDutyView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findLeasesOfUser } from '../store/door-leases.ts';
import { findInvitations, findStaffRoles } from '../store/staff.ts';

export const listDoorDuty = (kit: TicketsKit) =>
  route({
    method: 'get',
    path: '/doorDuty',
    summary: 'The listings that whoever asks is staff of, or invited to be, and the guest lists that they took',
    session: 'required',
    answers: { 200: DoorDutyView },
    async handle({ session: { userId } }) {
      return { status: 200, body: await doorDutyOf(kit, userId) };
    },
  });

/** What somebody has to do with the doors of others. */
export async function doorDutyOf({ db, config }: TicketsKit, userId: string): Promise<DoorDutyView> {
  const verified = config.EMAIL_VERIFICATION === 'required';
  const [staffOf, invitations, leases] = await Promise.all([
    findStaffRoles(db, userId),
    findInvitations(db, { userId, verified }),
    findLeasesOfUser(db, userId),
  ]);
  return { staffOf, invitations, leases };
}
