import { GivePasskey, PasskeyOptionsView, UserView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { CHALLENGE_MS, optionsToUse } from '../security/webauthn.ts';
import { viewUser } from '../session.ts';
import { addChallenge } from '../store/challenges.ts';
import { findPasskeys } from '../store/factors.ts';
import { endPending } from '../store/pending.ts';
import { holdUserById } from '../store/users.ts';
import { openSession, signedInHeaders } from './open-session.ts';
import { findPendingOf } from './pending-sign-in.ts';
import { readSigned, wrongPasskey } from './use-passkey.ts';

export const startPasskeySignIn = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signIn/passkey/options',
    summary: 'What a browser needs to sign in with a passkey: no address is asked for',
    session: 'none',
    answers: { 200: PasskeyOptionsView },
    problems: [429],
    async handle({ request }) {
      await kit.resources.throttle.admit(request.ip!);
      const pending = await findPendingOf(kit, request);
      const userId = pending?.next === 'second_factor' ? pending.userId : null;
      const options = await optionsToUse(kit.config.PUBLIC_URL, userId ? await findPasskeys(kit.db, userId) : []);
      const { challenge } = options;
      const seconds = CHALLENGE_MS / 1000;
      const challengeId = await addChallenge(kit.db, { challenge, purpose: 'sign_in', userId, seconds });
      return { status: 200, body: { challengeId, options } };
    },
  });

/** A passkey is something that one has, unlocked by something that one is or knows: it is enough by itself. */
export const signInWithPasskey = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signIn/passkey',
    summary: 'Signs in with a passkey, with or without a password before',
    session: 'optional',
    body: GivePasskey,
    answers: { 200: UserView },
    problems: [403, 429],
    async handle({ body, session: former, trace, request }) {
      await kit.resources.throttle.admit(request.ip!);
      const { passkey, note } = await readSigned(kit, body, 'sign_in', request);
      const pending = await findPendingOf(kit, request);
      const { user, session } = await kit.db.transaction(trace, async (tx) => {
        const held = await holdUserById(tx, passkey.userId);
        if (!held) throw wrongPasskey();
        await note(tx);
        if (pending) await endPending(tx, pending.id);
        return { user: held, session: await openSession(kit, tx, held, { request, session: former }, 'passkey') };
      });
      noteAccountEvent(kit, { what: 'sign_in', outcome: 'succeeded', userId: user.id, request });
      return { status: 200, body: viewUser(user), headers: await signedInHeaders(kit, request, user, session) };
    },
  });
