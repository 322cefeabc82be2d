/** How it went: `refused` is also what failed, such as a wrong password. */
export type SecurityOutcome = 'succeeded' | 'refused';

/**
 * Everything that the security log says, and what each entry means: the one list, from which docs/security/events.md is
 * written. `counted` ones come in such numbers and say so little each that they are counted in the metrics and leave no line.
 */
export const securityEvents = {
  sign_in: { says: 'Somebody signs in; refused: a wrong address, password, passkey or code, or a suspended account' },
  sign_in_new_device: { says: 'An account is signed in to from a browser that it was not signed in from before' },
  operator_new_device: { says: 'An operator signs in from a browser that the account was not signed in from before' },
  sign_up: { says: 'Somebody makes an account; refused: the address has one' },
  sign_out: { says: 'Somebody signs out' },
  session_ended: { says: 'Sessions are ended by their owner or an operator, or because a credential changed' },
  password_changed: { says: 'An account’s password is changed by its owner; refused: the present one was wrong' },
  password_reset_asked: { says: 'A mail for a new password is asked for, whether or not the address has an account' },
  password_reset: { says: 'A new password is chosen by the link of a mail; refused: the link was no good' },
  email_change_asked: { says: 'Another address is asked for; refused: the password was wrong' },
  email_changed: { says: 'Another address was confirmed and takes the place of the old one' },
  email_confirmed: { says: 'An address is confirmed; refused: the link or the code was no good' },
  factor_added: { says: 'A passkey or an authenticator app is added to an account' },
  factor_removed: { says: 'A passkey or an authenticator app is removed from an account' },
  factor_checked: { says: 'A second factor is asked for; refused: it was wrong' },
  recovery_code_used: { says: 'A recovery code is used in the place of a second factor' },
  account_deleted: { says: 'An account is deleted by its owner; refused: the password was wrong' },
  data_exported: { says: 'Somebody downloads data of an account, of orders or of sales' },
  token_forged: { says: 'A session’s token is not taken: it has no signature of ours' },
  token_revoked: {
    says: 'A session’s token is not taken: it was revoked; a browser that was signed out elsewhere does this',
  },
  access_refused: { says: 'A request is answered 403: it is for operators, for somebody else, or from another site' },
  limit_hit: { says: 'A request is answered 429; the reason names the limit' },
  key_reused: { says: 'An `Idempotency-Key` comes with another request than the one it was used for' },
  webhook_refused: { says: 'A call to the webhook has no good signature' },
  operator_read: { says: 'An operator reads what belongs to somebody else: an account, an order, a payment' },
  operator_act: {
    says: 'An operator does something to somebody else’s account, listing, order or payment; the reason names it',
  },
  staff_invited: { says: 'A seller invites somebody to the staff of an event' },
  staff_answered: { says: 'Somebody accepts an invitation to a staff (succeeded) or declines it (refused)' },
  staff_removed: { says: 'A seller takes somebody off the staff of an event, or an invitation back' },
  door_code_refused: { says: 'A code at the door is none that was issued for the event' },
  body_refused: { says: 'A request’s body is too large, or no JSON', counted: true },
} as const satisfies Record<string, { says: string; counted?: true }>;

export type SecurityEventName = keyof typeof securityEvents;

/** What happened, who did it and to what. Addresses are given as they are; the log keeps only what they can be followed by. */
export interface SecurityEvent {
  what: SecurityEventName;
  outcome: SecurityOutcome;
  /** The id of the account that acted, or was tried. */
  account?: string | undefined;
  /** The mail address that was named. */
  address?: string | undefined;
  /** The network address that the request came from (`request.ip`). */
  network?: string | undefined;
  /** What it was done to, such as `order:0193…`, or the route that was asked. */
  object?: string | undefined;
  /** The code of the refusal, or the name of the act. */
  reason?: string | undefined;
  correlationId?: string | undefined;
}

/** What a transaction announces when its commit is a security event: the event (see `Tx.announce`). */
export const SECURITY_TOPIC = 'security';

/** Writes a security event down and counts it. It never throws and never waits. */
export type SecurityLog = (event: SecurityEvent) => void;
