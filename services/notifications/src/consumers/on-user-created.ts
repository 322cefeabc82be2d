import { UserCreated } from '@frontrow/common/contracts';
import { project } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { welcomeOf } from '../mail.ts';
import { userCopy } from '../store/copies.ts';
import { owe } from '../store/mails.ts';

/** Keeps where to write to whom, and welcomes who is new. */
export const onUserCreated = ({ config, wake }: NotificationsKit) =>
  project(userCopy, UserCreated, {
    changed: ({ data, time }, tx) => owe(tx, welcomeOf(data.id), new Date(time), config.FRESH_HOURS),
    committed: () => wake('deliver'),
  });
