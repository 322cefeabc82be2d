import { DoorDutyView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findLeasesOfUser } from '../store/door-leases.ts';
import { findStaffRoles } from '../store/staff.ts';

export const listDoorDuty = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/doorDuty',
    summary: 'The listings that whoever asks is staff of, and the guest lists that they took',
    session: 'required',
    answers: { 200: DoorDutyView },
    async handle({ session: { userId } }) {
      const [staffOf, leases] = await Promise.all([findStaffRoles(db, userId), findLeasesOfUser(db, userId)]);
      return { status: 200, body: { staffOf, leases } };
    },
  });
