import {
  AddedFactorView,
  AddPasskey,
  FactorsView,
  Id,
  NamePasskey,
  PasskeyOptionsView,
} from '@frontrow/common/contracts';
import { conflict, notFound, route, signedOut } from '@frontrow/common/http';
import { z } from 'zod';
import type { AuthKit } from '../config.ts';
import { MOST_PASSKEYS } from '../factor.ts';
import { CHALLENGE_MS, optionsToAdd, readCreation } from '../security/webauthn.ts';
import { addChallenge, takeChallenge } from '../store/challenges.ts';
import { findPasskeys, removePasskey as remove, namePasskey as rename, addPasskey as store } from '../store/factors.ts';
import { findUser } from '../store/users.ts';
import {
  addFactor,
  answerAdded,
  answerRemoved,
  factorsOf,
  removeFactor,
  requireChanger,
  requireConfirmed,
} from './change-factors.ts';
import { challengeVoid, wrongPasskey } from './use-passkey.ts';

const PasskeyParams = z.object({ id: Id });

export const startPasskey = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/factors/passkeys/options',
    summary: 'What a browser needs to make a passkey',
    session: 'optional',
    answers: { 200: PasskeyOptionsView },
    problems: [401, 403, 409],
    async handle({ session, request }) {
      const { userId } = await requireChanger(kit, { session, request });
      const user = await findUser(kit.db, userId);
      if (!user) throw signedOut();
      const known = await findPasskeys(kit.db, userId);
      if (known.length >= MOST_PASSKEYS) throw conflict(tooMany);
      const options = await optionsToAdd(kit.config.PUBLIC_URL, user, known);
      const { challenge } = options;
      const seconds = CHALLENGE_MS / 1000;
      const challengeId = await addChallenge(kit.db, { challenge, purpose: 'add', userId, seconds });
      return { status: 200, body: { challengeId, options } };
    },
  });

export const addPasskey = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/factors/passkeys',
    summary: 'Adds the passkey that a browser made; recovery codes come with the first factor',
    session: 'optional',
    body: AddPasskey,
    answers: { 201: AddedFactorView },
    problems: [401, 403, 409],
    async handle({ body: { challengeId, credential, name = '' }, session, trace, request }) {
      const asking = { session, request };
      const changer = await requireChanger(kit, asking);
      const taken = await takeChallenge(kit.db, challengeId, 'add');
      if (taken?.userId !== changer.userId) throw challengeVoid();
      const made = await readCreation(kit.config.PUBLIC_URL, taken.challenge, credential);
      if (!made) throw wrongPasskey();
      const change = { trace, asking, changer, factor: 'passkey' as const };
      const added = await addFactor(kit, change, async (tx, { id: userId }) => {
        if ((await findPasskeys(tx, userId)).length >= MOST_PASSKEYS) throw conflict(tooMany);
        if (!(await store(tx, { ...made, userId, name }))) throw conflict(known);
      });
      return answerAdded(kit, { request, factor: 'passkey' }, added);
    },
  });

export const namePasskey = (kit: AuthKit) =>
  route({
    method: 'put',
    path: '/factors/passkeys/:id',
    summary: 'Calls a passkey something that its owner knows it by',
    session: 'required',
    params: PasskeyParams,
    body: NamePasskey,
    answers: { 200: FactorsView },
    problems: [404],
    async handle({ params: { id }, body: { name }, session }) {
      const user = await findUser(kit.db, session.userId);
      if (!user || !(await rename(kit.db, user.id, id, name))) throw notFound('passkey');
      return { status: 200, body: await factorsOf(kit, user, session.id) };
    },
  });

export const removePasskey = (kit: AuthKit) =>
  route({
    method: 'delete',
    path: '/factors/passkeys/:id',
    summary: 'Removes a passkey, which opens nothing any more',
    session: 'required',
    params: PasskeyParams,
    answers: { 200: FactorsView },
    problems: [403, 404, 409],
    async handle({ params: { id }, session, trace, request }) {
      await requireConfirmed(kit.db, session);
      const change = { trace, request, session, factor: 'passkey' as const };
      const removed = await removeFactor(kit, change, async (tx, user) => {
        if (!(await remove(tx, user.id, id))) throw notFound('passkey');
      });
      return answerRemoved(kit, { request, factor: 'passkey' }, removed);
    },
  });

const tooMany = {
  message: `an account has at most ${MOST_PASSKEYS} passkeys`,
  code: 'too_many_passkeys',
  params: { max: MOST_PASSKEYS },
};
const known = { message: 'this passkey was added already', code: 'passkey_known' };
