import { UserCreated, UserDeleted } from '@frontrow/common/contracts';
import { databaseTime, type Tx } from '@frontrow/common/database';
import { oneByOne, project } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { lockOpenListings, saveChange } from '../store/listings.ts';
import { dismissFromStaff } from '../store/staff.ts';
import { userCopy } from '../store/users.ts';
import { closeSale } from '../ticket.ts';

/** Keeps who has signed up, so that a seller can name staff by e-mail, until they are gone. */
export const onUser = (_kit: TicketsKit) =>
  project(userCopy, [UserCreated, UserDeleted], {
    changed: oneByOne(async ({ data }, tx) => {
      if (data.deletedAt) await leave(tx, data.id);
    }),
  });

/** Nobody is left to answer for their listings, so nothing more of these is sold. What was sold stays good. */
async function leave(tx: Tx, userId: string): Promise<void> {
  await dismissFromStaff(tx, userId);
  for (const { ticket, taken } of await lockOpenListings(tx, userId)) {
    const now = (await databaseTime(tx)).toISOString();
    const change = closeSale(ticket, { taken, now });
    if (change) await saveChange(tx, change);
  }
}
