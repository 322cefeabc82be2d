import { CODE_DIGITS, ConfirmEmail, ConfirmedEmailView, Id } from '@frontrow/common/contracts';
import { brokenConstraint, databaseTime, type Tx } from '@frontrow/common/database';
import { badRequest, conflict, HttpProblem, route, type Session, signedOut } from '@frontrow/common/http';
import { derivedCode, readDerivedToken } from '@frontrow/common/service';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import type { User, UserSession } from '../session.ts';
import { endResets } from '../store/resets.ts';
import { revokeSessions } from '../store/sessions.ts';
import { changeUser, findUser, lockUser } from '../store/users.ts';
import { endVerifications, findVerification, takeTry, tellChange } from '../store/verifications.ts';
import { CODE_PURPOSE, confirm, TOKEN_PURPOSE, type Verification } from '../verification.ts';
import { renew, signedInHeaders } from './open-session.ts';

/**
 * Whoever has the link of the mail confirms its address, on whichever device they read it. The code does the same where its
 * account is signed in, since it is short enough to be guessed by others.
 */
export const confirmEmail = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/verification/confirm',
    summary: 'Confirms an address with the link or the code of a mail',
    session: 'optional',
    body: ConfirmEmail,
    answers: { 200: ConfirmedEmailView },
    problems: [401, 409, 429],
    async handle({ body: { token, code }, session, trace, request }) {
      const { throttle } = kit.resources;
      await throttle.admit(request.ip!);
      if (code !== undefined && !session) throw signedOut();
      const id = code !== undefined ? await tryCode(kit, session!.userId, code) : idIn(kit, token!);
      const known = id && (await findVerification(kit.db, id));
      if (!known) {
        const about = { userId: session?.userId, reason: code === undefined ? 'link_void' : 'code_void', request };
        noteAccountEvent(kit, { what: 'email_confirmed', outcome: 'refused', ...about });
        throw isVoid(code);
      }
      const confirmed = await kit.db
        .transaction(trace, (tx) => confirmIn(tx, known, session))
        .catch((error) => {
          throw isTaken(error) ? conflict(taken) : error;
        });
      if (!confirmed) throw isVoid(code);
      const what = known.purpose === 'change' ? 'email_changed' : 'email_confirmed';
      noteAccountEvent(kit, { what, outcome: 'succeeded', userId: known.userId, email: known.email, request });
      // Who has the mail is at home here.
      await throttle.welcome(known.email, request.ip!);
      const headers = confirmed.session ? await signedInHeaders(kit, request, confirmed.user, confirmed.session) : {};
      return { status: 200, body: { email: known.email, purpose: known.purpose }, headers };
    },
  });

/**
 * Decided under the lock of the user, under which resets of the password are used, too. A change of address voids those that
 * went to the old one, and ends all sessions: who confirms it where they are signed in goes on there, under a new token.
 */
async function confirmIn(
  tx: Tx,
  { id, userId }: Verification,
  session: Session | undefined,
): Promise<{ user: User; session?: UserSession } | undefined> {
  const user = await lockUser(tx, userId);
  const verification = await findVerification(tx, id);
  const address = user && verification && confirm(user, verification, await databaseTime(tx));
  if (!address) return undefined;
  if (address === 'done') return { user };
  if (verification.purpose === 'change') {
    await endResets(tx, userId);
    await tellChange(tx, user);
  }
  await changeUser(tx, userId, address);
  await endVerifications(tx, userId);
  if (verification.purpose !== 'change') return { user };
  const changed = (await findUser(tx, userId))!;
  if (session?.userId === userId) return { user: changed, session: await renew(tx, session) };
  await revokeSessions(tx, userId);
  return { user: changed };
}

const idIn = ({ config }: AuthKit, token: string): string | undefined =>
  Id.safeParse(readDerivedToken(config.RESET_SECRET, TOKEN_PURPOSE, token)).data;

/** The verification that a user's code is of; throws a 400 when it is another. */
async function tryCode({ db, config }: AuthKit, userId: string, code: string): Promise<string | undefined> {
  const taken = await takeTry(db, userId);
  if (!taken || derivedCode(config.RESET_SECRET, CODE_PURPOSE, taken.id, CODE_DIGITS) === code) return taken?.id;
  const { left } = taken;
  throw left === 0
    ? isVoid(code)
    : new HttpProblem(400, {
        field: 'code',
        message: `is not the one in the newest mail; ${left} more ${left === 1 ? 'try' : 'tries'}`,
        code: 'wrong_code',
        params: { left },
      });
}

const isVoid = (code: string | undefined) =>
  code === undefined
    ? badRequest('token', 'is used, expired or not whole: ask for a new mail', 'link_void')
    : badRequest('code', 'is used, expired or was tried too often: ask for a new mail', 'code_void');

const isTaken = (error: unknown) => brokenConstraint(error)?.startsWith('users_email') ?? false;
const taken = { message: 'another account has this address by now', code: 'address_taken' };
