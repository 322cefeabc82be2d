import { databaseTime, newId, type Tx } from '@frontrow/common/database';
import type { AuthKit } from '../config.ts';
import { beginSession, type User, type UserSession } from '../session.ts';
import { addSession } from '../store/sessions.ts';

/** Begins a session of the browser that asks, which names itself in `userAgent`. */
export async function openSession(
  { config }: AuthKit,
  tx: Tx,
  user: User,
  userAgent: string | undefined,
): Promise<UserSession> {
  const session = beginSession(newId(), user, userAgent ?? '', await databaseTime(tx), config.SESSION_DAYS);
  await addSession(tx, session);
  return session;
}
