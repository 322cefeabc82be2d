import { UserCreated, UserDeleted, UserUpdated } from '@frontrow/common/contracts';
import { databaseTime, type Tx } from '@frontrow/common/database';
import { project, traceOf } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { lockListingsToFollow, lockOpenListings, saveChange } from '../store/listings.ts';
import { forgetOrganisers } from '../store/organisers.ts';
import { dismissFromStaff } from '../store/staff.ts';
import { lockSellers, userCopy } from '../store/users.ts';
import { type Change, closeSale, followSeller } from '../ticket.ts';

/** Keeps who has signed up, so that a seller can name staff by e-mail, until they are gone; and who may sell. */
export const onUser = (_kit: TicketsKit) =>
  project(userCopy, [UserCreated, UserUpdated, UserDeleted], {
    async changed(events, tx) {
      const concerned = events.filter(({ data }) => data.deletedAt || data.decision);
      if (concerned.length === 0) return;
      // From here on nothing slips in: what was put on sale before is found.
      await lockSellers(
        tx,
        concerned.map(({ data }) => data.id),
      );
      // Listings before staff, as a seller who names staff locks them.
      for (const event of concerned) {
        const { id, deletedAt, suspendedAt } = event.data;
        const its = { ...tx, trace: traceOf(event) };
        await (deletedAt ? closeSales(its, id) : followSuspension(its, id, Boolean(suspendedAt)));
      }
      const gone = concerned.flatMap(({ data }) => (data.deletedAt ? [data.id] : []));
      await dismissFromStaff(tx, gone);
      await forgetOrganisers(tx, gone);
    },
  });

/** Nobody is left to answer for their listings, so nothing more of these is sold. What was sold stays good. */
async function closeSales(tx: Tx, userId: string): Promise<void> {
  const listings = await lockOpenListings(tx, userId);
  await saveAll(tx, listings.length, (now) => listings.map(({ ticket, taken }) => closeSale(ticket, { taken, now })));
}

async function followSuspension(tx: Tx, userId: string, isSuspended: boolean): Promise<void> {
  const listings = await lockListingsToFollow(tx, userId, isSuspended);
  await saveAll(tx, listings.length, (now) => listings.map((ticket) => followSeller(ticket, isSuspended, now)));
}

async function saveAll(tx: Tx, count: number, decide: (now: string) => (Change | null)[]): Promise<void> {
  if (count === 0) return;
  const changes = decide((await databaseTime(tx)).toISOString());
  await Promise.all(changes.map((change) => change && saveChange(tx, change)));
}
