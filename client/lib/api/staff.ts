import type { DoorDutyView, SellingView } from '@frontrow/common/contracts';
import { browserSend } from './browser';

const path = (ticket: string) => `/api/tickets/${encodeURIComponent(ticket)}/staff`;

/** Names who may stand at the door of one's own listing; those who do not yet are invited. */
export const setStaff = (ticket: string, emails: string[]) =>
  browserSend<SellingView>(path(ticket), { method: 'PUT', body: { emails } });

export const acceptInvitation = (ticket: string) =>
  browserSend<DoorDutyView>(`${path(ticket)}/invitation`, { method: 'POST', body: {}, repeatable: true });

/** Declines an invitation, or leaves the staff. */
export const declineInvitation = (ticket: string) =>
  browserSend<DoorDutyView>(`${path(ticket)}/invitation`, { method: 'DELETE', repeatable: true });
