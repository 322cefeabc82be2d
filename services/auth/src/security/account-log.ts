import type { AccountEventName, SecurityEvent, SecurityOutcome } from '@frontrow/common/contracts';
import type { AuthKit } from '../config.ts';
import { addAccountEvent } from '../store/account-events.ts';

const ACCOUNT = 'account:';
const USER_AGENT_LENGTH = 300;

/** What is read off a request of Express. */
interface Asking {
  ip?: string | undefined;
  get(header: string): string | undefined;
}

interface Happened {
  what: AccountEventName;
  outcome: SecurityOutcome;
  /** Whose account it is; none where an address was named that has none. */
  userId?: string | undefined;
  /** The mail address that was named. */
  email?: string | undefined;
  reason?: string | undefined;
  /** The operator who did it. */
  operatorId?: string | undefined;
  /** Where it came from; none for what a worker did. */
  request?: Asking | undefined;
}

/**
 * Writes to the security log, and to what is kept of the account if there is one. Nobody waits for that: an answer takes as
 * long for an address without an account as for one with it. Call it once what happened is committed.
 */
export function noteAccountEvent({ db, log, securityEvent }: AuthKit, happened: Happened): void {
  const { what, outcome, userId, email, reason, operatorId, request } = happened;
  securityEvent({
    what,
    outcome,
    account: operatorId ?? userId,
    address: email,
    network: request?.ip,
    object: operatorId && userId && `${ACCOUNT}${userId}`,
    reason,
  });
  if (userId === undefined) return;
  addAccountEvent(db, {
    userId,
    what,
    outcome,
    reason: reason ?? null,
    actorId: operatorId ?? null,
    userAgent: request ? (request.get('user-agent') ?? '').slice(0, USER_AGENT_LENGTH) : null,
  }).catch((error) => log.warn({ err: error, what }, 'what happened with an account was not kept'));
}

/** Keeps what transactions announced of accounts: what operators did to them (`recordAction`), and new devices. */
export function keepAnnounced({ db, log }: Pick<AuthKit, 'db' | 'log'>, events: SecurityEvent[]): void {
  for (const { what, outcome, reason = null, account = null, object } of events) {
    const isAct = what === 'operator_act';
    if (!isAct && what !== 'sign_in_new_device' && what !== 'operator_new_device') continue;
    const userId = isAct ? object?.startsWith(ACCOUNT) && object.slice(ACCOUNT.length) : account;
    if (!userId) continue;
    const actorId = isAct ? account : null;
    addAccountEvent(db, { userId, what, outcome, reason, actorId, userAgent: null }).catch((error) =>
      log.warn({ err: error, what }, 'what happened with an account was not kept'),
    );
  }
}
