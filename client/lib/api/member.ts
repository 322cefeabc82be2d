import type { PendingSignInView, UserView } from '@frontrow/common/contracts';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { signInPath } from '@/lib/links';
import { hasPending, hasSession } from '@/lib/reader';
import type { Result } from './result';
import { serverApi } from './server';

/**
 * Who is reading, or undefined. A reader with a session keeps their pages also while auth is down: the other services
 * know the session by themselves, just the name is missing then.
 */
export const readMember = cache(async (): Promise<Partial<UserView> | undefined> => {
  if (!(await hasSession())) return undefined;
  const answer = await (await serverApi()).users.current();
  if (!answer.ok) return answer.problem.status === 401 ? undefined : {};
  return answer.data.currentUser ?? undefined;
});

/** What is still wanted of a reader whose password was right, or undefined. */
export async function readPending(): Promise<PendingSignInView | undefined> {
  if (!(await hasPending())) return undefined;
  const answer = await (await serverApi()).account.pending();
  return answer.ok ? (answer.data.pending ?? undefined) : undefined;
}

/** What the reader's account can be signed in to with. */
export const readFactors = cache(async () => (await serverApi()).account.factors());

/** Sends a reader whose session is over to sign in, where it is said, and then back; any other answer passes through. */
export function asMember<T>(answer: Result<T>, path: string): Result<T> {
  if (!answer.ok && answer.problem.status === 401) redirect(signInPath(path, true));
  return answer;
}
