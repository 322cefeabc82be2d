import { EmailChanged, EmailVerificationRequested } from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { mailOfEmail } from '../mail.ts';
import { owe } from '../store/mails.ts';

/** Sends people what shows that mails reach them, and tells their former address that it is no longer theirs. */
export const onEmail = ({ config }: NotificationsKit) =>
  on([EmailVerificationRequested, EmailChanged], (events, tx) =>
    owe(
      tx,
      events.flatMap((event) => {
        const mail = mailOfEmail(event);
        return mail ? [{ mail, happenedAt: new Date(event.time) }] : [];
      }),
      config.FRESH_HOURS,
    ),
  );
