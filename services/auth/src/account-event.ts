import type { AccountEventName, AccountEventView, SecurityOutcome } from '@frontrow/common/contracts';

/** Something that happened with an account, as it is kept. */
export interface AccountEvent {
  id: string;
  userId: string;
  at: Date;
  what: AccountEventName;
  outcome: SecurityOutcome;
  reason: string | null;
  /** The operator who did it; null for the owner, or whoever tried to be. */
  actorId: string | null;
  /** The browser, as it named itself; null for what no request did. */
  userAgent: string | null;
}

/** What owners and operators see of it, which browser being this device. Which operator it was is in the security log. */
export const viewAccountEvent = (event: AccountEvent, device: AccountEventView['device']): AccountEventView => ({
  id: event.id,
  at: event.at.toISOString(),
  what: event.what,
  outcome: event.outcome,
  reason: event.reason,
  by: event.actorId ? 'operator' : 'owner',
  device,
});
