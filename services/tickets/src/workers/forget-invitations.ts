import type { Worker } from '@frontrow/common/service';
import type { TicketsKit } from '../config.ts';
import { deleteOldInvitations } from '../store/staff.ts';

export const forgetInvitations = ({ db }: TicketsKit): Worker => ({
  name: 'forget-invitations',
  everyMs: 60 * 60 * 1000,
  run: () => deleteOldInvitations(db),
});
