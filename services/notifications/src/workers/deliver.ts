import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { NotificationsKit } from '../config.ts';
import type { Mailer } from '../smtp/mailer.ts';
import { messageId } from '../smtp/message-id.ts';
import { type Claimed, claimDue, MAILS_TOPIC, noteOutcomes, type Outcome } from '../store/mails.ts';
import { alarm } from './alarm.ts';
import { asTheyCome } from './as-they-come.ts';
import { notSent, outcomeOf } from './outcome.ts';

const TO_MAILBOX_AT_ONCE = 50;
const TO_SERVER_AT_ONCE = 10;
/** Commits wake this worker, and so does the end of a mail's pause. Its turns are for what other processes left behind. */
const EVERY_MS = 5_000;

/** A claimed mail, and what is to become of it. */
interface Decided {
  claimed: Claimed;
  outcome: Outcome;
}

/** Sends the mails that are owed. Each is claimed first, so that no two replicas send it. */
export const deliver = (kit: NotificationsKit): Worker => {
  const { db, wake } = kit;
  const { mailer } = kit.resources;
  const atOnce = mailer ? TO_SERVER_AT_ONCE : TO_MAILBOX_AT_ONCE;
  const wakeIn = alarm(() => wake('deliver'));
  db.onCommit(MAILS_TOPIC, () => wake('deliver'));
  return {
    name: 'deliver',
    everyMs: EVERY_MS,
    async run() {
      const claim = newId();
      const due = await claimDue(db, claim, atOnce);
      const decided = due.map((claimed) => ({ claimed, outcome: outcomeOf(kit, claimed) }));
      const note = async (some: Decided[]) => {
        const noted = await noteEach(kit, claim, some);
        for (const { outcome } of noted) if (outcome.state === 'queued') wakeIn(outcome.pauseMs);
      };
      if (mailer) {
        const add = asTheyCome(note);
        await Promise.all(decided.map(async (one) => add(await send(kit, mailer, one))));
      } else await note(decided);
      return due.length === atOnce;
    },
  };
};

/** Hands a letter to the mail server; what is not to be sent stays as it is. */
async function send(kit: NotificationsKit, mailer: Mailer, { claimed, outcome }: Decided): Promise<Decided> {
  if (outcome.state !== 'sent' || !outcome.letter) return { claimed, outcome };
  try {
    const { letter } = outcome;
    const files = await Promise.all(letter.attachments.map(kit.resources.fileOf));
    await mailer.send(letter.email, messageId(claimed.mail, kit.config.PUBLIC_URL), letter, files);
    return { claimed, outcome: { id: claimed.id, state: 'sent' } };
  } catch (error) {
    return { claimed, outcome: notSent(kit, claimed, error as Error) };
  }
}

/** Notes what became of mails, all in one statement; if that fails each alone, so that one of them harms no other. */
async function noteEach(kit: NotificationsKit, claim: string, some: Decided[]): Promise<Decided[]> {
  const { db } = kit;
  try {
    await noteOutcomes(
      db,
      claim,
      some.map(({ outcome }) => outcome),
    );
    return some;
  } catch (error) {
    const [first, ...more] = some;
    if (more.length > 0) return (await Promise.all(some.map((one) => noteEach(kit, claim, [one])))).flat();
    const outcome = notSent(kit, first!.claimed, error as Error);
    await noteOutcomes(db, claim, [outcome]);
    return [{ claimed: first!.claimed, outcome }];
  }
}
