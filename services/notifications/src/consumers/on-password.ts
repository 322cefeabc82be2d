import { PasswordChanged, PasswordResetRequested } from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { mailOfPassword } from '../mail.ts';
import { owe } from '../store/mails.ts';

/** Sends who forgot the password a link, and warns whoever's password was changed. */
export const onPassword = ({ config }: NotificationsKit) =>
  on([PasswordResetRequested, PasswordChanged], (events, tx) =>
    owe(
      tx,
      events.flatMap((event) => {
        const mail = mailOfPassword(event);
        return mail ? [{ mail, happenedAt: new Date(event.time) }] : [];
      }),
      config.FRESH_HOURS,
    ),
  );
