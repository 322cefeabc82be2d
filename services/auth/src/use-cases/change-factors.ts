import type { AddedFactorView, FactorKind, FactorsView } from '@frontrow/common/contracts';
import { FactorAdded, FactorRemoved } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { conflict, forbidden, type Request, type Session, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { mustHaveFactor, viewFactors } from '../factor.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { deviceOf } from '../security/device.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../security/recovery-codes.ts';
import type { User, UserSession } from '../session.ts';
import { findFactors, noteFactors, replaceRecoveryCodes } from '../store/factors.ts';
import { notify } from '../store/notices.ts';
import { endPending, type Pending } from '../store/pending.ts';
import { findConfirmedUntil } from '../store/sessions.ts';
import { lockUser } from '../store/users.ts';
import { type Asking, openSession, renew, signedInHeaders } from './open-session.ts';
import { findPendingOf, notPending } from './pending-sign-in.ts';

/** Who may change the factors of an account: a session in which it was shown lately who it is, or one who has to add the first. */
export type Changer = { userId: string } & ({ session: Session } | { session: undefined; pending: Pending });

/** The same to look only: throws a 401 for anybody else. */
export async function findChanger(kit: AuthKit, { session, request }: Asking): Promise<Changer> {
  if (session) return { userId: session.userId, session };
  const pending = await findPendingOf(kit, request);
  if (pending?.next !== 'enrol') throw signedOut();
  return { userId: pending.userId, session: undefined, pending };
}

/** Throws a 401 for anybody else, and a 403 where it has to be shown again first who it is. */
export async function requireChanger(kit: AuthKit, asking: Asking): Promise<Changer> {
  const changer = await findChanger(kit, asking);
  if (changer.session) await requireConfirmed(kit.db, changer.session);
  return changer;
}

export async function requireConfirmed(from: Queryable, { id }: Session): Promise<void> {
  if (!(await findConfirmedUntil(from, id))) throw forbidden(confirmFirst);
}

/** What came of a change: how the browser goes on, and the codes that came with the first factor. */
interface Changed {
  user: User;
  session: UserSession;
  recoveryCodes: string[] | null;
}

/**
 * Adds a factor under the lock of its user. The session goes on under a new id and all others end, since a password alone may
 * have begun them; who had none until now has one.
 */
export const addFactor = (
  kit: AuthKit,
  { trace, asking, changer, factor }: { trace: Tx['trace']; asking: Asking; changer: Changer; factor: FactorKind },
  add: (tx: Tx, user: User) => Promise<void>,
): Promise<Changed> =>
  kit.db.transaction(trace, async (tx) => {
    const user = await lockChanged(tx, changer);
    await add(tx, user);
    await noteFactors(tx, user.id);
    const recoveryCodes = user.hasFactor ? null : await makeRecoveryCodes(kit, tx, user.id);
    await notify(tx, FactorAdded, user, { factor, device: deviceOf(asking.request.get('user-agent') ?? '') });
    const session = changer.session
      ? await renew(tx, changer.session)
      : await begin(kit, tx, user, asking, changer, factor);
    return { user, session, recoveryCodes };
  });

async function begin(
  kit: AuthKit,
  tx: Tx,
  user: User,
  asking: Asking,
  changer: Changer,
  factor: FactorKind,
): Promise<UserSession> {
  if ('pending' in changer && !(await endPending(tx, changer.pending.id))) throw notPending();
  return openSession(kit, tx, user, asking, factor);
}

/** Removes a factor under the lock of its user; throws a 409 for the last one of who must have one. Sessions fare as above. */
export const removeFactor = (
  kit: AuthKit,
  { trace, request, session, factor }: { trace: Tx['trace']; request: Request; session: Session; factor: FactorKind },
  remove: (tx: Tx, user: User) => Promise<void>,
): Promise<Omit<Changed, 'recoveryCodes'>> =>
  kit.db.transaction(trace, async (tx) => {
    const user = await lockChanged(tx, { userId: session.userId });
    await remove(tx, user);
    const isAnyLeft = await noteFactors(tx, user.id);
    if (!isAnyLeft) {
      if (mustHaveFactor(user, kit.config)) throw conflict(lastFactor);
      await replaceRecoveryCodes(tx, user.id, []);
    }
    await notify(tx, FactorRemoved, user, { factor, device: deviceOf(request.get('user-agent') ?? '') });
    return { user, session: await renew(tx, session) };
  });

async function lockChanged(tx: Tx, { userId }: Pick<Changer, 'userId'>): Promise<User> {
  const user = await lockUser(tx, userId);
  if (!user) throw signedOut();
  return user;
}

/** Makes a user's recovery codes anew; they are nowhere but in the answer. */
export async function makeRecoveryCodes({ config }: AuthKit, tx: Tx, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => hashRecoveryCode(config.FACTOR_SECRET, userId, code));
  await replaceRecoveryCodes(tx, userId, hashes);
  return codes;
}

/** The factors of an account as a session of it sees them. */
export async function factorsOf(
  kit: AuthKit,
  user: Pick<User, 'id' | 'role' | 'email'>,
  sessionId?: string,
): Promise<FactorsView> {
  const until = sessionId === undefined ? null : await findConfirmedUntil(kit.db, sessionId);
  return viewFactors(await findFactors(kit.db, user.id), mustHaveFactor(user, kit.config), until);
}

export async function answerAdded(
  kit: AuthKit,
  { request, factor }: { request: Request; factor: FactorKind },
  { user, session, recoveryCodes }: Changed,
) {
  noteAccountEvent(kit, { what: 'factor_added', outcome: 'succeeded', userId: user.id, reason: factor, request });
  const body: AddedFactorView = { factors: await factorsOf(kit, user, session.id), recoveryCodes };
  return { status: 201, body, headers: await signedInHeaders(kit, request, user, session) };
}

export async function answerRemoved(
  kit: AuthKit,
  { request, factor }: { request: Request; factor: FactorKind },
  { user, session }: Omit<Changed, 'recoveryCodes'>,
) {
  noteAccountEvent(kit, { what: 'factor_removed', outcome: 'succeeded', userId: user.id, reason: factor, request });
  const body = await factorsOf(kit, user, session.id);
  return { status: 200, body, headers: await signedInHeaders(kit, request, user, session) };
}

const confirmFirst = { message: 'show first again that it is you', code: 'confirm_first' };
const lastFactor = {
  message: 'is the last one, and operators must have one: add another first',
  code: 'last_factor',
};
