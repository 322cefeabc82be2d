import { databaseTime, type Tx } from '@frontrow/common/database';
import { badRequest } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { stepOf } from '../security/authenticator-app.ts';
import { findApp, useStep } from '../store/factors.ts';

/** Uses a code of a user's confirmed app up; false when it is none of now, or was used before. */
export async function useTotp({ config }: AuthKit, tx: Tx, userId: string, code: string): Promise<boolean> {
  const app = await findApp(tx, userId);
  if (!app?.confirmedAt) return false;
  const step = stepOf(config.FACTOR_SECRET, userId, app.sealedSecret, code, await databaseTime(tx));
  return step !== undefined && useStep(tx, userId, step);
}

export const wrongCode = () =>
  badRequest('code', 'is not the one that the app shows now, or was used already: wait for the next', 'wrong_totp');
