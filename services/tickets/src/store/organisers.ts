import type { OrganiserFields, OrganiserView } from '@frontrow/common/contracts';
import { type Queryable, statement, type Tx } from '@frontrow/common/database';
import { eq, inArray } from 'drizzle-orm';
import { organisers, users } from './tables.ts';

const NOTHING: OrganiserFields = { name: '', contact: '' };

/** What someone says of themselves as an organiser. */
export async function findOrganiser({ db }: Queryable, sellerId: string): Promise<OrganiserFields> {
  const { name, contact } = organisers;
  const [found] = await db.select({ name, contact }).from(organisers).where(eq(organisers.sellerId, sellerId));
  return found ?? NOTHING;
}

const ofListings = statement<OrganiserView>(
  'organiser',
  `select $1::uuid as id, coalesce(name, '') as name, coalesce(contact, '') as contact
   from (select) as one left join organisers on seller_id = $1
   where exists (select from tickets where seller_id = $1 and not suspended)`,
);

/** Whoever has listed something that operators have not suspended, as everybody may see them. */
export const findListingOrganiser = async (from: Queryable, sellerId: string): Promise<OrganiserView | undefined> =>
  (await ofListings(from, [sellerId]))[0];

/**
 * Keeps what someone says of themselves; false when their account is gone. Its deletion takes the same lock, so that
 * nothing of them is kept after it.
 */
export async function keepOrganiser({ db }: Tx, sellerId: string, fields: OrganiserFields): Promise<boolean> {
  const [user] = await db.select({ email: users.email }).from(users).where(eq(users.id, sellerId)).for('share');
  if (user?.email === '') return false;
  await db
    .insert(organisers)
    .values({ sellerId, ...fields })
    .onConflictDoUpdate({ target: organisers.sellerId, set: fields });
  return true;
}

export async function forgetOrganisers({ db }: Tx, sellerIds: string[]): Promise<void> {
  await db.delete(organisers).where(inArray(organisers.sellerId, sellerIds));
}
