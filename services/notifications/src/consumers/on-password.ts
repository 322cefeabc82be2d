import { PasswordChanged, PasswordResetRequested } from '@frontrow/common/contracts';
import { on, oneByOne } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { mailOfPassword } from '../mail.ts';
import { owe } from '../store/mails.ts';

/** Sends who forgot the password a link, and warns whoever's password was changed. */
export const onPassword = ({ config, wake }: NotificationsKit) =>
  on(
    [PasswordResetRequested, PasswordChanged],
    oneByOne(async (event, tx) => {
      const mail = mailOfPassword(event);
      if (mail) await owe(tx, mail, new Date(event.time), config.FRESH_HOURS);
    }),
    () => wake('deliver'),
  );
