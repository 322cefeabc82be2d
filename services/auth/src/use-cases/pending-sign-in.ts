import { MaybePendingSignInView, type PendingSignInView } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { HttpProblem, type Request, route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { methodsOf, type NextStep } from '../factor.ts';
import { pendingIn, takePendingCookie } from '../security/cookies.ts';
import type { User } from '../session.ts';
import { findFactors } from '../store/factors.ts';
import { endPending, findPending, type Pending } from '../store/pending.ts';
import { findUser } from '../store/users.ts';

export const getPendingSignIn = (kit: AuthKit) =>
  route({
    method: 'get',
    path: '/signIn/pending',
    summary: 'What is still wanted of a sign-in that was begun with a password, if any',
    session: 'none',
    answers: { 200: MaybePendingSignInView },
    async handle({ request }) {
      const pending = await findPendingOf(kit, request);
      const user = pending && (await findUser(kit.db, pending.userId));
      return { status: 200, body: { pending: user ? await viewPending(kit.db, user, pending) : null } };
    },
  });

export const giveUpSignIn = (kit: AuthKit) =>
  route({
    method: 'delete',
    path: '/signIn/pending',
    summary: 'Gives up a sign-in that was begun with a password',
    session: 'none',
    answers: { 204: null },
    async handle({ request }) {
      const id = pendingIn(kit, request);
      if (id !== undefined) await endPending(kit.db, id);
      return { status: 204, headers: { 'set-cookie': takePendingCookie(kit) } };
    },
  });

/** What is still wanted of whom. */
export async function viewPending(
  from: Queryable,
  { id, email }: User,
  { next, expiresAt }: Pending,
): Promise<PendingSignInView> {
  const methods = next === 'enrol' ? [] : methodsOf(await findFactors(from, id));
  return { next, email, methods, expiresAt: expiresAt.toISOString() };
}

/** The sign-in that a browser may go on with, if any. */
export async function findPendingOf(kit: AuthKit, request: Request): Promise<Pending | undefined> {
  const id = pendingIn(kit, request);
  return id === undefined ? undefined : findPending(kit.db, id);
}

/** The same, of one that wants this; throws a 401 when there is none. */
export async function requirePending(kit: AuthKit, request: Request, next: NextStep): Promise<Pending> {
  const pending = await findPendingOf(kit, request);
  if (pending?.next !== next) throw notPending();
  return pending;
}

export const notPending = () =>
  new HttpProblem(401, { message: 'has run out: begin again with your password', code: 'not_pending' });
