import { Id } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { arrived, forbidden, type Session } from '@frontrow/common/http';
import { z } from 'zod';
import type { Listing } from '../place.ts';
import { findListing } from '../store/listings.ts';

export const ListingParams = z.object({ ticketId: Id });

/** A listing whose sales this person may see: 404 without it, 403 for anyone but its seller. */
export async function ownListing(db: Queryable, id: string, { userId }: Session): Promise<Listing> {
  const listing = await arrived('ticket', id, () => findListing(db, id));
  if (listing.sellerId !== userId) {
    throw forbidden({ message: 'only its seller may see how a listing sells', code: 'not_yours' });
  }
  return listing;
}
