import { foldEmail, isClosed, type UserState } from '@frontrow/common/contracts';
import { type Queryable, statement, type Tx } from '@frontrow/common/database';
import type { Copy } from '@frontrow/common/messaging';
import { users } from './tables.ts';

/** Those who have signed up, as tickets knows them. Of one who is gone stays the id, so that old news is known to be old. */
export const userCopy: Copy<UserState> = {
  name: 'users',
  table: users,
  key: 'id',
  version: 'version',
  toRow: (user, version) => {
    const { id, email, name = null, verifiedAt } = user;
    return { id, version, email, emailKey: foldEmail(email), name, verified: !!verifiedAt, closed: isClosed(user) };
  },
};

const turn = (id: string) => `hashtextextended('seller ' || ${id}, 0)`;
const share = statement('share_seller', `select pg_advisory_xact_lock_shared(${turn('$1::text')})`);
const lock = statement(
  'lock_sellers',
  `select pg_advisory_xact_lock(${turn('id')}) from (select distinct unnest($1::text[]) as id order by id) as sellers`,
);
const findClosed = statement<{ closed: boolean }>('find_closed_seller', 'select closed from users where id = $1');

/**
 * Whether a seller's account is closed. If not, it is not until this transaction ends: whoever closes it waits, and then
 * finds what was put on sale meanwhile. A row would not do to lock, for it may be missing here, which refuses nothing.
 */
export async function isSellerClosed(tx: Tx, id: string): Promise<boolean> {
  const [, [user]] = await Promise.all([share(tx, [id]), findClosed(tx, [id])]);
  return user?.closed ?? false;
}

/** Waits until nobody is putting anything on sale for these sellers, and keeps everybody from it until the transaction ends. */
export const lockSellers = (tx: Tx, ids: string[]) => lock(tx, [ids]);

const findUnverified = statement('find_unverified', 'select from users where id = $1 and not verified');

/** Whether this user is known, and known not to have confirmed the address. */
export const isKnownUnverified = async (from: Queryable, id: string): Promise<boolean> =>
  (await findUnverified(from, [id])).length > 0;
