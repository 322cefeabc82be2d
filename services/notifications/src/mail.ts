import {
  type AdmissionsState,
  type CalendarEntry,
  type CredentialNotice,
  type Currency,
  type Decision,
  EmailChanged,
  EmailVerificationRequested,
  type FrontrowEvent,
  type Language,
  type OrderState,
  type OrderStatus,
  PasswordChanged,
  PasswordResetRequested,
  type RefundMethod,
  type VerificationPurpose,
} from '@frontrow/common/contracts';

/** Where and when an event is. */
export interface Place {
  venue: string;
  city: string;
  country: string;
  startsAt: string | null;
}

/** Where and when an event is, by whose clocks. */
export type Setting = Place & { timeZone: string | null };

/** A change of an event that its buyers are told of. */
export interface Change {
  title: string;
  before: Setting;
  after: Setting;
}

/** What a payment told of a refund, and as which version of it. `amount` is in minor units. */
interface Refund {
  orderId: string;
  amount: number;
  currency: Currency;
  paymentId: string;
  version: number;
}

/** What each kind of mail is about; the rest is looked up when it is written. */
export interface About {
  welcome: Record<string, never>;
  /** `to` is where this mail goes, whatever address the user has by then; it is left out once they are gone. */
  verify_email: { to?: string; verificationId: string; purpose: VerificationPurpose; expiresAt: string };
  email_changed: { to?: string; verified: boolean; changedAt: string };
  email_taken: Record<string, never>;
  /** `codes` are sealed; those of before mails had codes are without. */
  order_complete: { orderId: string; codes?: string | undefined };
  order_expired: { orderId: string };
  order_withdrawn: { orderId: string };
  order_returned: { orderId: string };
  payment_failed: { orderId: string };
  event_cancelled: { ticketId: string };
  /** Of mails that an older version owed the payment is not known. */
  refunded: Partial<Refund> & { orderId: string; amount: number; currency: Currency };
  refund_failed: Refund;
  refund_settled: Refund & { how: RefundMethod };
  event_changed: Change & { ticketId: string };
  decision: Decided;
  decision_lifted: Decided;
  /** Mails of before addresses could change have no version. */
  password_reset: { resetId: string; expiresAt: string; userVersion?: number | undefined };
  password_changed: { changedAt: string };
  new_device: Noticed;
  factor_added: Noticed;
  factor_removed: Noticed;
  codes_made: Noticed;
  code_used: Noticed;
}
export type MailKind = keyof About;

/** What changed about how an account is signed in to, and by which browser, if by one. */
export type Noticed = Pick<CredentialNotice, 'at' | 'device' | 'factor' | 'left' | 'userVersion'>;

/** A decision of operators about an account, or about a listing and what that was called then. */
export interface Decided {
  decision: Decision;
  ticketId?: string;
  title?: string;
}

/** A mail that is owed to a user. Of one kind about one topic each user gets one. */
export type Mail = {
  [K in MailKind]: { kind: K; topic: string; userId: string; about: About[K] };
}[MailKind];

/** What goes along with a mail: a QR code as a picture that its HTML shows by the `cid`, or an event for a calendar. */
export type Attachment = { name: string; cid: string; qr: string } | { name: string; calendar: CalendarEntry };

/** A file as a mail carries it; a picture that the mail itself shows has a `cid`. */
export interface MailFile {
  name: string;
  type: string;
  cid?: string;
  content: Buffer;
}

/** A mail as it is sent. */
export interface Letter {
  subject: string;
  html: string;
  text: string;
  attachments: Attachment[];
}

export interface Recipient {
  email: string;
  /** What they want to be called on their tickets; null when they have not said. */
  name: string | null;
  language: Language;
  /** Whether they have shown that mails to the address reach them. */
  verified: boolean;
  /** How much of them is known: the version of their copy. */
  version: number;
}

/** A listing as it is now, as far as mails tell of it. */
export type Listing = Setting & { title: string };

/** A listing with what is said of it where its tickets are handed out. */
export type KnownListing = Listing & { version: number; doorsAt: string | null; endsAt: string | null };

export interface Order {
  id: string;
  ticketId: string;
  quantity: number;
  /** Minor units. */
  total: number;
  currency: Currency;
  status: OrderStatus;
  cancelReason: OrderState['cancelReason'];
  refund: OrderState['refund'];
  event: OrderState['ticket'];
}

/** What is known of what a mail is about, when it is to be sent. */
export interface Facts {
  recipient: Recipient | undefined;
  order: Order | undefined;
  /** Of a mail about a listing: its recipient's orders that stand, or ended with the event. */
  orders: Order[];
  listing: KnownListing | undefined;
  /** The version of the payment that told last that its refund had failed. */
  refundFailedIn?: number | undefined;
}

export const welcomeOf = (userId: string): Mail => ({ kind: 'welcome', topic: userId, userId, about: {} });

/** Who has tickets is told when these are there, which is after the charge. */
export const completeOf = ({ orderId, userId, codes }: AdmissionsState): Mail => ({
  kind: 'order_complete',
  topic: orderId,
  userId,
  about: { orderId, codes },
});

const endings = {
  expired: 'order_expired',
  suspended: 'order_withdrawn',
  payment_failed: 'payment_failed',
  refunded_by_seller: 'order_returned',
  refunded_by_operator: 'order_returned',
} as const;

/**
 * What an order's state asks to be told; nothing while it goes on, and nothing of what the buyer did. Of a cancelled event
 * each person gets one mail, however many orders of it they have.
 */
export function mailOfOrder({ id, ticketId, userId, status, cancelReason }: OrderState): Mail | undefined {
  if (status !== 'cancelled') return undefined;
  if (cancelReason === 'event_cancelled') {
    return { kind: 'event_cancelled', topic: ticketId, userId, about: { ticketId } };
  }
  if (!cancelReason || !(cancelReason in endings)) return undefined;
  return { kind: endings[cancelReason as keyof typeof endings], topic: id, userId, about: { orderId: id } };
}

type RefundEvent = Extract<
  FrontrowEvent,
  { type: 'payment.refunded' | 'payment.refund_failed' | 'payment.refund_settled' }
>;

/** What a refund asks to be told: that it was made, that it did not arrive (each time), and that it was made another way. */
export function mailOfRefund({ type, data, aggregateVersion: version }: RefundEvent): Mail | undefined {
  const { id: paymentId, userId, orderId, currency, amountCaptured, amountRefunded, settlement } = data;
  const about = (amount: number) => ({ orderId, amount, currency, paymentId, version });
  const topic = `${paymentId}:${version}`;
  if (type === 'payment.refunded') return { kind: 'refunded', topic, userId, about: about(amountRefunded) };
  if (type === 'payment.refund_settled') {
    const { how = 'other', amount = amountCaptured } = settlement ?? {};
    return { kind: 'refund_settled', topic: paymentId, userId, about: { ...about(amount), how } };
  }
  // Who has the money already need not know that a bank sent back what nobody waits for.
  return settlement ? undefined : { kind: 'refund_failed', topic, userId, about: about(amountCaptured) };
}

/**
 * What a seller or the owner of an account is told of the operators' newest decision, by the state of listing or account: that
 * it was made, and that it was lifted.
 */
export function mailsOfDecision(userId: string, about: Decided): { mail: Mail; happenedAt: Date }[] {
  const { id: topic, at, lifted } = about.decision;
  const made = { mail: { kind: 'decision' as const, topic, userId, about }, happenedAt: new Date(at) };
  if (!lifted) return [made];
  return [made, { mail: { kind: 'decision_lifted', topic, userId, about }, happenedAt: new Date(lifted.at) }];
}

type PasswordEvent = Extract<FrontrowEvent, { type: 'password.reset_requested' | 'password.changed' }>;

export function mailOfPassword({ type, data, aggregateVersion, time }: PasswordEvent): Mail | undefined {
  const { userId, reset, changedAt } = data;
  if (type === PasswordChanged.type) {
    const about = { changedAt: changedAt ?? time };
    return { kind: 'password_changed', topic: `${userId}:${aggregateVersion}`, userId, about };
  }
  if (type !== PasswordResetRequested.type || !reset) return undefined;
  const { id: resetId, expiresAt, userVersion } = reset;
  return { kind: 'password_reset', topic: resetId, userId, about: { resetId, expiresAt, userVersion } };
}

type CredentialEvent = Extract<FrontrowEvent, { type: `credential.${string}` }>;

/** The kind of the mail is what the event is called. */
export function mailOfCredential({ type, data }: CredentialEvent): Mail {
  const { id: topic, userId, at, device, factor, left, userVersion } = data;
  const kind = type.slice('credential.'.length) as 'new_device';
  return { kind, topic, userId, about: { at, device, factor, left, userVersion } };
}

type EmailEvent = Extract<FrontrowEvent, { type: 'email.verification_requested' | 'email.changed' }>;

/** Who has an address that somebody else wants is told so, in the place of the one who would confirm it. */
export function mailOfEmail({ type, data, aggregateVersion }: EmailEvent): Mail | undefined {
  const { userId, verification, former } = data;
  if (type === EmailChanged.type && former) {
    const { email: to, verified, changedAt } = former;
    return {
      kind: 'email_changed',
      topic: `${userId}:${aggregateVersion}`,
      userId,
      about: { to, verified, changedAt },
    };
  }
  if (type !== EmailVerificationRequested.type || !verification) return undefined;
  const { id, purpose, email, ownerId, expiresAt } = verification;
  if (ownerId) return { kind: 'email_taken', topic: id, userId: ownerId, about: {} };
  const about = { to: email, verificationId: id, purpose, expiresAt };
  return { kind: 'verify_email', topic: id, userId, about };
}

/** Whether an event is on at another time or place, which gives its buyers a right to a refund. */
export const isMove = ({ before, after }: Pick<Change, 'before' | 'after'>): boolean =>
  before.venue !== after.venue ||
  before.city !== after.city ||
  before.country !== after.country ||
  instantOf(before.startsAt) !== instantOf(after.startsAt);

/** What buyers are told of a change: another date, place or time zone. */
export function changeOf(before: Listing, after: Listing): Change | undefined {
  const change = { title: after.title, before: settingOf(before), after: settingOf(after) };
  return isMove(change) || before.timeZone !== after.timeZone ? change : undefined;
}

/** Two changes of one event told as one; undefined when the second takes the first back. */
export const joined = (first: Change, second: Change): Change | undefined =>
  changeOf({ ...first.before, title: first.title }, { ...second.after, title: second.title });

const settingOf = ({ venue, city, country, startsAt, timeZone }: Setting): Setting => ({
  venue,
  city,
  country,
  startsAt,
  timeZone,
});
const instantOf = (text: string | null) => (text === null ? null : Date.parse(text));

export const announcementOf = (ticketId: string, version: number, userId: string, change: Change): Mail => ({
  kind: 'event_changed',
  topic: `${ticketId}:${version}`,
  userId,
  about: { ...change, ticketId },
});

/**
 * Whether a mail can be sent now: `wait` names what it needs, `hold` what its recipient has to do first, `skip` says why it is
 * not to be sent at all.
 */
export type Readiness =
  | { ready: Facts & { recipient: Recipient } }
  | { wait: string }
  | { hold: string }
  | { skip: string };

/**
 * What people get who have not confirmed their address: without the first two they never could, or could not get in again, and
 * of decisions the law wants them told.
 */
const BEFORE_VERIFICATION: MailKind[] = ['verify_email', 'password_reset', 'decision', 'decision_lifted'];

export function readiness(mail: Mail, facts: Facts, now: Date, verification: 'required' | 'optional'): Readiness {
  const { recipient, order, orders, refundFailedIn } = facts;
  if ('expiresAt' in mail.about && now >= new Date(mail.about.expiresAt)) return { skip: 'its link has expired' };
  if (!recipient) return { wait: 'the user' };
  if (recipient.email === '') return { skip: 'the account is deleted' };
  if ('userVersion' in mail.about && (mail.about.userVersion ?? 0) > recipient.version) return { wait: 'the address' };
  if (verification === 'required') {
    if (mail.kind === 'email_changed' && !mail.about.verified) return { skip: 'the address was never verified' };
    const waits = !recipient.verified && !BEFORE_VERIFICATION.includes(mail.kind);
    if (waits) return { hold: 'the address to be verified' };
  }
  if ('orderId' in mail.about && !order) return { wait: 'the order' };
  if (mail.kind === 'event_cancelled' && !orders.every(({ status }) => status === 'cancelled'))
    return { wait: 'the end of all orders' };
  if (mail.kind === 'order_complete' && order?.status === 'cancelled') return { skip: 'the order was cancelled since' };
  if (mail.kind === 'refunded' && order) {
    if (order.status !== 'cancelled') return { wait: 'the end of the order' };
    if (refundFailedIn !== undefined && refundFailedIn > (mail.about.version ?? 0)) {
      return { skip: 'the refund has failed since' };
    }
    const isFirst = refundFailedIn === undefined;
    if (isFirst && order.cancelReason === 'event_cancelled') {
      return { skip: 'the mail about the cancelled event told of it' };
    }
    if (isFirst && endings[order.cancelReason as keyof typeof endings] === 'order_returned') {
      return { skip: 'the mail about the order told of it' };
    }
  }
  const to = 'to' in mail.about ? mail.about.to : undefined;
  return { ready: { ...facts, recipient: { ...recipient, email: to ?? recipient.email } } };
}

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** How long to wait for the next try, in milliseconds: from a second, or two, up to an hour. */
export const pauseAfter = (tries: number): number => Math.min(SECOND_MS * 2 ** Math.min(tries, 12), HOUR_MS);
