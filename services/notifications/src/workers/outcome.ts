import { CODE_DIGITS, IssuedCodes } from '@frontrow/common/contracts';
import { derivedCode, derivedToken } from '@frontrow/common/service';
import type { NotificationsKit } from '../config.ts';
import { type Mail, pauseAfter, readiness } from '../mail.ts';
import { NotSent } from '../smtp/mailer.ts';
import type { Claimed, Outcome } from '../store/mails.ts';
import { write } from '../templates/index.ts';

/** Data that a mail waits for mostly come within seconds. */
const LONGEST_WAIT_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What is to become of a mail by what is known of what it is about: one that is ready has its letter. */
export function outcomeOf(kit: NotificationsKit, claimed: Claimed): Outcome {
  const { config } = kit;
  const { id, mail, tries, facts, now } = claimed;
  const found = readiness(mail, facts, now, config.EMAIL_VERIFICATION);
  if ('skip' in found) return { id, state: 'skipped', why: found.skip };
  if ('hold' in found) return { id, state: 'held', why: `waits for ${found.hold}` };
  if ('wait' in found) {
    if (isTooLate(kit, claimed)) return { id, state: 'skipped', why: `never heard of ${found.wait}` };
    const pauseMs = Math.min(pauseAfter(tries), LONGEST_WAIT_MS);
    return { id, state: 'queued', why: `waits for ${found.wait}`, pauseMs };
  }
  try {
    const letter = write(mail, {
      ...found.ready,
      codes: codesOf(kit, mail),
      now,
      contact: config.CONTACT_EMAIL,
      link: (path) => new URL(path, config.PUBLIC_URL).href,
      resetToken: (reset) => derivedToken(config.RESET_SECRET, 'password-reset', reset),
      verificationToken: (verification) => derivedToken(config.RESET_SECRET, 'verify-email', verification),
      verificationCode: (verification) =>
        derivedCode(config.RESET_SECRET, 'verify-email-code', verification, CODE_DIGITS),
    });
    return { id, state: 'sent', letter: { ...letter, email: found.ready.recipient.email } };
  } catch (error) {
    return notSent(kit, claimed, error as Error);
  }
}

/** What lets in by the tickets that a mail brings. Where that cannot be read it still says where they are. */
function codesOf({ resources, log }: NotificationsKit, mail: Mail): IssuedCodes {
  if (mail.kind !== 'order_complete' || mail.about.codes === undefined) return [];
  const { orderId, codes } = mail.about;
  const text = resources.sealed.unseal(orderId, codes);
  if (text !== undefined) return IssuedCodes.parse(JSON.parse(text));
  log.error({ order: orderId }, 'the codes of an order are sealed with another CODES_SECRET');
  return [];
}

/** What becomes of a mail that could not be written or handed over: it is tried again later, or given up. */
export function notSent(kit: NotificationsKit, claimed: Claimed, error: Error): Outcome {
  const { id, mail, tries } = claimed;
  const why = error.message;
  const givesUp = isTooLate(kit, claimed) || (error instanceof NotSent && error.forGood);
  kit.log[givesUp ? 'error' : 'warn']({ mail: id, kind: mail.kind, tries, reason: why }, 'a mail was not sent');
  return givesUp ? { id, state: 'failed', why } : { id, state: 'queued', why, pauseMs: pauseAfter(tries) };
}

const isTooLate = ({ config }: NotificationsKit, { happenedAt, now }: Claimed): boolean =>
  now.getTime() - happenedAt.getTime() > config.GIVE_UP_HOURS * HOUR_MS;
