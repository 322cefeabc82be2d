import { TicketCancelled, TicketCreated, TicketUpdated } from '@frontrow/common/contracts';
import { advance, oneByOne, project } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { changeOf } from '../mail.ts';
import { addAnnouncement } from '../store/announcements.ts';
import { listingCopy, lockListing } from '../store/copies.ts';

/**
 * Keeps what is on, and notes when an event moves in time or place. A rebuild mends the copy and announces nothing: what
 * was damaged here has not changed out there. That an event is cancelled is told by its orders.
 */
export const onTicket = ({ config, wake }: NotificationsKit) =>
  project(listingCopy, [TicketCreated, TicketUpdated, TicketCancelled], {
    heed: oneByOne(async (event, tx) => {
      const { data, aggregateVersion: version, time } = event;
      const before = await lockListing(tx, data.id);
      if (!(await advance(tx, listingCopy, event))) return;
      const change = before && event.type === TicketUpdated.type ? changeOf(before, data) : undefined;
      if (!change) return;
      const happenedAt = new Date(time);
      const afterSeconds = config.ANNOUNCE_AFTER_SECONDS;
      await addAnnouncement(tx, { ticketId: data.id, version, change, happenedAt, afterSeconds });
    }),
    committed: () => wake('announce'),
  });
