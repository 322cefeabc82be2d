import { UserCreated, UserDeleted } from '@frontrow/common/contracts';
import { project } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { welcomeOf } from '../mail.ts';
import { userCopy } from '../store/copies.ts';
import { dropMailboxes, owe } from '../store/mails.ts';

/** Keeps where to write to whom, and welcomes who is new. Who is gone is written to no more, and their address forgotten. */
export const onUser = ({ config }: NotificationsKit) =>
  project(userCopy, [UserCreated, UserDeleted], {
    async changed(events, tx) {
      const [here, gone] = [events.filter(({ data }) => !data.deletedAt), events.filter(({ data }) => data.deletedAt)];
      const welcomes = here.map(({ data, time }) => ({ mail: welcomeOf(data.id), happenedAt: new Date(time) }));
      await owe(tx, welcomes, config.FRESH_HOURS);
      await dropMailboxes(
        tx,
        gone.map(({ data }) => data.id),
      );
    },
  });
