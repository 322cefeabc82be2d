import { foldEmail } from '@frontrow/common/contracts';
import { conflict } from '@frontrow/common/http';
import type { Config } from '../config.ts';
import type { User } from '../session.ts';

/** Throws a 409 for the operator's account of the configuration, which keeps the address that it has there. */
export function refuseConfigured({ OPERATOR_EMAIL }: Config, { email }: User): void {
  if (OPERATOR_EMAIL === undefined || foldEmail(email) !== foldEmail(OPERATOR_EMAIL)) return;
  throw conflict({
    message: 'this is the account of the configuration; it would be made again at once',
    code: 'configured_account',
  });
}
