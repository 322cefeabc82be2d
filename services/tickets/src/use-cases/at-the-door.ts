import type { Queryable } from '@frontrow/common/database';
import { forbidden, notFound, type Session } from '@frontrow/common/http';
import { findListing, type Listing } from '../store/listings.ts';
import { isStaff } from '../store/staff.ts';

/** The listing at whose door someone stands: 404 without it, 403 for anyone but its seller and staff. */
export async function atTheDoor(db: Queryable, ticketId: string, { userId }: Session): Promise<Listing> {
  const listing = await findListing(db, ticketId);
  if (!listing) throw notFound('ticket');
  if (listing.sellerId === userId || (await isStaff(db, ticketId, userId))) return listing;
  throw forbidden({ message: 'only the seller and the staff of this listing may do this', code: 'not_at_the_door' });
}
