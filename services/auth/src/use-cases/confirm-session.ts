import { ConfirmedSessionView, ConfirmSession, PasskeyOptionsView } from '@frontrow/common/contracts';
import { badRequest, type Request, route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { CHALLENGE_MS, type GivenPasskey, optionsToUse } from '../security/webauthn.ts';
import type { User } from '../session.ts';
import { addChallenge } from '../store/challenges.ts';
import { findPasskeys } from '../store/factors.ts';
import { confirmSession as note } from '../store/sessions.ts';
import { findUser } from '../store/users.ts';
import { readSigned, wrongPasskey } from './use-passkey.ts';
import { useTotp, wrongCode } from './use-totp.ts';

export const startConfirming = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/sessions/confirm/options',
    summary: 'What a browser needs to show with a passkey again who it is',
    session: 'required',
    answers: { 200: PasskeyOptionsView },
    async handle({ session: { userId } }) {
      if (!(await findUser(kit.db, userId))) throw signedOut(); // its session may outlive an account by a moment
      const options = await optionsToUse(kit.config.PUBLIC_URL, await findPasskeys(kit.db, userId));
      const { challenge } = options;
      const seconds = CHALLENGE_MS / 1000;
      const challengeId = await addChallenge(kit.db, { challenge, purpose: 'confirm', userId, seconds });
      return { status: 200, body: { challengeId, options } };
    },
  });

/** An account that has a second factor is not shown to be somebody's by its password. */
export const confirmSession = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/sessions/confirm',
    summary: 'Shows again who it is, for a quarter of an hour',
    session: 'required',
    body: ConfirmSession,
    answers: { 200: ConfirmedSessionView },
    problems: [429, 503],
    async handle({ body: { password, code, passkey }, session, trace, request }) {
      await kit.resources.throttle.admit(request.ip!);
      const user = await findUser(kit.db, session.userId);
      if (!user) throw signedOut();
      if (password !== undefined) await confirmByPassword(kit, request, user, password);
      else if (code !== undefined) await confirmByCode(kit, trace, user, code);
      else await confirmByPasskey(kit, { trace, request }, user, passkey!);
      const until = await note(kit.db, session.id);
      if (!until) throw signedOut();
      return { status: 200, body: { confirmedUntil: until.toISOString() } };
    },
  });

async function confirmByPassword(kit: AuthKit, request: Request, user: User, password: string): Promise<void> {
  if (user.hasFactor) throw badRequest('password', 'is not enough here: use your second factor', 'factor_wanted');
  const { passwords, throttle } = kit.resources;
  const isRight = () => passwords.matches(user.passwordHash, password);
  if (!(await throttle.guess(user.email, request.ip!, isRight))) throw badRequest('password', 'is wrong', 'wrong');
}

type Trace = Parameters<AuthKit['db']['transaction']>[0];

async function confirmByCode(kit: AuthKit, trace: Trace, user: User, code: string): Promise<void> {
  const { throttle } = kit.resources;
  await throttle.admitFactor(user.id);
  if (!(await kit.db.transaction(trace, (tx) => useTotp(kit, tx, user.id, code)))) throw wrongCode();
  await throttle.passed(user.id);
}

async function confirmByPasskey(
  kit: AuthKit,
  { trace, request }: { trace: Trace; request: Request },
  user: User,
  given: GivenPasskey,
): Promise<void> {
  const { passkey, note: noteUse } = await readSigned(kit, given, 'confirm', request);
  if (passkey.userId !== user.id) throw wrongPasskey();
  await kit.db.transaction(trace, noteUse);
}
