import { UserCreated, UserDeleted } from '@frontrow/common/contracts';
import { oneByOne, project } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { welcomeOf } from '../mail.ts';
import { userCopy } from '../store/copies.ts';
import { dropMailbox, owe } from '../store/mails.ts';

/** Keeps where to write to whom, and welcomes who is new. Who is gone is written to no more, and their address forgotten. */
export const onUser = ({ config, wake }: NotificationsKit) =>
  project(userCopy, [UserCreated, UserDeleted], {
    changed: oneByOne(({ data, time }, tx) =>
      data.deletedAt ? dropMailbox(tx, data.id) : owe(tx, welcomeOf(data.id), new Date(time), config.FRESH_HOURS),
    ),
    committed: () => wake('deliver'),
  });
