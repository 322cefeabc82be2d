import type { Tx } from '@frontrow/common/database';
import { forbidden } from '@frontrow/common/http';
import type { Config } from '../config.ts';
import { isKnownUnverified } from '../store/users.ts';

/** Throws a 403 where addresses must be confirmed and this user's is known not to be. A missing copy refuses nothing. */
export async function refuseUnverified(tx: Tx, { EMAIL_VERIFICATION }: Config, userId: string): Promise<void> {
  if (EMAIL_VERIFICATION === 'optional' || !(await isKnownUnverified(tx, userId))) return;
  throw forbidden({ message: 'confirm your e-mail address first', code: 'unverified_email' });
}
