import type { Tx } from '@frontrow/common/database';
import { forbidden, type Session } from '@frontrow/common/http';
import { isSellerClosed } from '../store/users.ts';

/** Sees to it that nothing is put on sale, or changed, with an account that is suspended or gone: a session may outlive it by a moment. */
export async function activeSeller(tx: Tx, { userId }: Session): Promise<void> {
  if (await isSellerClosed(tx, userId)) throw forbidden(closed);
}

const closed = { message: 'nothing can be sold with this account', code: 'account_closed' };
