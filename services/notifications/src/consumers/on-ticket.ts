import { TicketCancelled, TicketCreated, TicketUpdated } from '@frontrow/common/contracts';
import { advanceAll, type Copy, project } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { changeOf, mailsOfDecision } from '../mail.ts';
import { type Announcement, addAnnouncements } from '../store/announcements.ts';
import { listingCopy, lockListings } from '../store/copies.ts';
import { owe } from '../store/mails.ts';

/**
 * Keeps what is on, and notes when an event moves in time or place. A rebuild mends the copy and announces nothing: what
 * was damaged here has not changed out there. That an event is cancelled is told by its orders. What operators decided about a
 * listing its seller is told once, however many of its states say so.
 */
export const onTicket = ({ config }: NotificationsKit) =>
  project(listingCopy, [TicketCreated, TicketUpdated, TicketCancelled], {
    async heed(events, tx) {
      const listings = await lockListings(tx, events);
      const added: Announcement[] = [];
      for (const { type, data, aggregateVersion: version, time } of events) {
        const before = listings.get(data.id)!;
        if (version <= before.version) continue;
        const change = type === TicketUpdated.type ? changeOf(before, data) : undefined;
        if (change) added.push({ ticketId: data.id, version, change, happenedAt: new Date(time) });
        listings.set(data.id, { ...data, version });
      }
      const decided = events.flatMap(({ data: { id: ticketId, sellerId, title, decision } }) =>
        decision ? mailsOfDecision(sellerId, { decision, ticketId, title }) : [],
      );
      await Promise.all([
        owe(tx, decided, config.FRESH_HOURS),
        advanceAll(tx, listingCopy as Copy, events),
        addAnnouncements(tx, added, config.ANNOUNCE_AFTER_SECONDS),
      ]);
    },
  });
