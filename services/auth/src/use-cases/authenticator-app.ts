import { AddedFactorView, FactorsView, GiveTotp, TotpSecretView } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { conflict, notFound, route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { newAppSecret, stepOf } from '../security/authenticator-app.ts';
import { confirmApp, findApp, removeApp, startApp, useStep } from '../store/factors.ts';
import { lockUser } from '../store/users.ts';
import {
  addFactor,
  answerAdded,
  answerRemoved,
  removeFactor,
  requireChanger,
  requireConfirmed,
} from './change-factors.ts';
import { wrongCode } from './use-totp.ts';

export const startTotp = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/factors/totp',
    summary: 'A secret for an authenticator app, which counts once the first code was given',
    session: 'optional',
    answers: { 201: TotpSecretView },
    problems: [401, 403, 409],
    async handle({ session, trace, request }) {
      const { userId } = await requireChanger(kit, { session, request });
      return kit.db.transaction(trace, async (tx) => {
        const user = await lockUser(tx, userId);
        if (!user) throw signedOut();
        const { sealed, ...shown } = newAppSecret(kit.config.FACTOR_SECRET, userId, user.email);
        if (!(await startApp(tx, userId, sealed))) throw conflict(exists);
        return { status: 201, body: shown };
      });
    },
  });

export const confirmTotp = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/factors/totp/confirm',
    summary: 'Adds the authenticator app by its first code; recovery codes come with the first factor',
    session: 'optional',
    body: GiveTotp,
    answers: { 201: AddedFactorView },
    problems: [401, 403, 409, 429],
    async handle({ body: { code }, session, trace, request }) {
      const asking = { session, request };
      const changer = await requireChanger(kit, asking);
      await kit.resources.throttle.admitFactor(changer.userId);
      const added = await addFactor(kit, { trace, asking, changer, factor: 'totp' }, async (tx, { id }) => {
        const app = await findApp(tx, id);
        if (app?.confirmedAt) throw conflict(exists);
        if (!app) throw conflict(noApp);
        const step = stepOf(kit.config.FACTOR_SECRET, id, app.sealedSecret, code, await databaseTime(tx));
        if (step === undefined || !(await useStep(tx, id, step))) throw wrongCode();
        await confirmApp(tx, id);
      });
      await kit.resources.throttle.passed(changer.userId);
      return answerAdded(kit, { request, factor: 'totp' }, added);
    },
  });

export const removeTotp = (kit: AuthKit) =>
  route({
    method: 'delete',
    path: '/factors/totp',
    summary: 'Removes the authenticator app, whose codes open nothing any more',
    session: 'required',
    answers: { 200: FactorsView },
    problems: [403, 404, 409],
    async handle({ session, trace, request }) {
      await requireConfirmed(kit.db, session);
      const removed = await removeFactor(kit, { trace, request, session, factor: 'totp' }, async (tx, user) => {
        if (!(await removeApp(tx, user.id))) throw notFound('app');
      });
      return answerRemoved(kit, { request, factor: 'totp' }, removed);
    },
  });

const exists = { message: 'there is one already: remove it first', code: 'totp_exists' };
const noApp = { message: 'ask for a secret first', code: 'no_totp' };
