import { UserCreated, UserDeleted, UserUpdated } from '@frontrow/common/contracts';
import { databaseTime, type Tx } from '@frontrow/common/database';
import { project, traceOf } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { lockOpenListings, saveChange } from '../store/listings.ts';
import { dismissFromStaff } from '../store/staff.ts';
import { userCopy } from '../store/users.ts';
import { closeSale } from '../ticket.ts';

/** Keeps who has signed up, so that a seller can name staff by e-mail, until they are gone. */
export const onUser = (_kit: TicketsKit) =>
  project(userCopy, [UserCreated, UserUpdated, UserDeleted], {
    async changed(events, tx) {
      const gone = events.filter(({ data }) => data.deletedAt);
      if (gone.length === 0) return;
      // Listings before staff, as a seller who names staff locks them.
      for (const event of gone) await closeSales({ ...tx, trace: traceOf(event) }, event.data.id);
      await dismissFromStaff(
        tx,
        gone.map(({ data }) => data.id),
      );
    },
  });

/** Nobody is left to answer for their listings, so nothing more of these is sold. What was sold stays good. */
async function closeSales(tx: Tx, userId: string): Promise<void> {
  const listings = await lockOpenListings(tx, userId);
  if (listings.length === 0) return;
  const now = (await databaseTime(tx)).toISOString();
  for (const { ticket, taken } of listings) {
    const change = closeSale(ticket, { taken, now });
    if (change) await saveChange(tx, change);
  }
}
