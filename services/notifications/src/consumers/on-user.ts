import { type FrontrowEvent, UserCreated, UserDeleted, UserUpdated } from '@frontrow/common/contracts';
import { project } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { mailsOfDecision, welcomeOf } from '../mail.ts';
import { userCopy } from '../store/copies.ts';
import { forgetAddresses, owe, releaseHeld } from '../store/mails.ts';

type UserEvent = Extract<FrontrowEvent, { type: `user.${string}` }>;

/**
 * Keeps where to write to whom, welcomes who is new, and tells of what operators decided about an account. Who has confirmed
 * their address gets what waited for that; who is gone is written to no more, and their address forgotten.
 */
export const onUser = ({ config }: NotificationsKit) =>
  project(userCopy, [UserCreated, UserUpdated, UserDeleted], {
    async changed(events, tx) {
      const [here, gone] = [events.filter(({ data }) => !data.deletedAt), events.filter(({ data }) => data.deletedAt)];
      const owed = here.flatMap((event) => {
        const { id, decision } = event.data;
        const welcome = { mail: welcomeOf(id), happenedAt: joinedAt(event) };
        return [welcome, ...(decision ? mailsOfDecision(id, { decision }) : [])];
      });
      await owe(tx, owed, config.FRESH_HOURS);
      await releaseHeld(tx, idsOf(events.filter(({ data }) => data.verifiedAt || data.deletedAt)));
      await forgetAddresses(tx, idsOf(gone));
    },
  });

/** A newer event may have come in the place of the first: they are new by when they joined, not by when they changed. */
const joinedAt = ({ data, time }: UserEvent): Date => new Date(Math.min(Date.parse(data.createdAt), Date.parse(time)));

const idsOf = (events: UserEvent[]): string[] => events.map(({ data }) => data.id);
