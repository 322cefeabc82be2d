import { isClosed, type UserState } from '@frontrow/common/contracts';
import { type Queryable, statement } from '@frontrow/common/database';
import type { Copy } from '@frontrow/common/messaging';
import { closedUsers } from './tables.ts';

/** Whether a user's account is closed, or was: of all others nothing is kept here. */
export const concernsBuying = (user: UserState): boolean => isClosed(user) || Boolean(user.decision);

/** Who may buy nothing, as far as orders knows. */
export const closedUserCopy: Copy<UserState> = {
  name: 'closed_users',
  table: closedUsers,
  key: 'id',
  version: 'version',
  toRow: (user, version) => ({ id: user.id, version, closed: isClosed(user) }),
  isOver: (user) => !concernsBuying(user),
};

const select = statement<{ id: string }>(
  'find_closed_users',
  'select id from closed_users where id = any ($1::uuid[]) and closed',
);

/** Those of these users whose accounts are closed. */
export const findClosed = async (from: Queryable, userIds: readonly string[]): Promise<Set<string>> =>
  new Set((await select(from, [userIds])).map(({ id }) => id));
