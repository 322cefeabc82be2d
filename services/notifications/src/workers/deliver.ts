import { databaseTime, newId } from '@frontrow/common/database';
import { derivedToken, type Worker } from '@frontrow/common/service';
import type { NotificationsKit } from '../config.ts';
import { type Letter, pauseAfter, readiness } from '../mail.ts';
import { NotSent } from '../smtp/mailer.ts';
import { messageId } from '../smtp/message-id.ts';
import { findFacts } from '../store/copies.ts';
import { type Claimed, claimDue, end, putInMailbox, putOff } from '../store/mails.ts';
import { write } from '../templates/index.ts';

const AT_ONCE = 10;
/** Data that a mail waits for mostly come within seconds. */
const LONGEST_WAIT_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Sends the mails that are owed. Each is claimed first, so that no two replicas send it. */
export const deliver = (kit: NotificationsKit): Worker => ({
  name: 'deliver',
  everyMs: 1_000,
  async run() {
    const claim = newId();
    const due = await claimDue(kit.db, claim, AT_ONCE);
    await Promise.all(due.map((claimed) => send(kit, claim, claimed)));
    return due.length === AT_ONCE;
  },
});

async function send(kit: NotificationsKit, claim: string, claimed: Claimed): Promise<void> {
  const { db, config } = kit;
  const { mail, tries } = claimed;
  const facts = await findFacts(db, mail);
  const now = await databaseTime(db);
  const found = readiness(mail, facts, now);
  const isTooLate = now.getTime() - claimed.happenedAt.getTime() > config.GIVE_UP_HOURS * HOUR_MS;

  if ('skip' in found) return void (await end(db, claimed, claim, 'skipped', found.skip));
  if ('wait' in found) {
    if (isTooLate) return void (await end(db, claimed, claim, 'skipped', `never heard of ${found.wait}`));
    return putOff(db, claimed, claim, Math.min(pauseAfter(tries), LONGEST_WAIT_MS), `waits for ${found.wait}`);
  }

  try {
    const letter = write(mail, {
      ...found.ready,
      link: (path) => new URL(path, config.PUBLIC_URL).href,
      resetToken: (id) => derivedToken(config.RESET_SECRET, 'password-reset', id),
    });
    await handOver(kit, claim, claimed, found.ready.recipient.email, letter);
  } catch (error) {
    const reason = (error as Error).message;
    const givesUp = isTooLate || (error instanceof NotSent && error.forGood);
    kit.log[givesUp ? 'error' : 'warn']({ mail: claimed.id, kind: mail.kind, tries, reason }, 'a mail was not sent');
    if (givesUp) await end(db, claimed, claim, 'failed', reason);
    else await putOff(db, claimed, claim, pauseAfter(tries), reason);
  }
}

/** Sends a mail, or puts it in the mailbox where there is no mail server. */
async function handOver(
  { db, config, resources: { mailer } }: NotificationsKit,
  claim: string,
  claimed: Claimed,
  email: string,
  letter: Letter,
): Promise<void> {
  if (!mailer) {
    const trace = { correlationId: newId(), causationId: null };
    return db.transaction(trace, (tx) => putInMailbox(tx, claimed, claim, { email, ...letter }));
  }
  await mailer.send(email, messageId(claimed.mail, config.PUBLIC_URL), letter);
  await end(db, claimed, claim, 'sent');
}
