import { AccountDataView } from '@frontrow/common/contracts';
import { route, signedOut } from '@frontrow/common/http';
import { viewAccountEvent } from '../account-event.ts';
import type { AuthKit } from '../config.ts';
import { viewFactors } from '../factor.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { deviceOf } from '../security/device.ts';
import { viewSession, viewUser } from '../session.ts';
import { findAccountEvents } from '../store/account-events.ts';
import { findFactors } from '../store/factors.ts';
import { findSessions } from '../store/sessions.ts';
import { findUser } from '../store/users.ts';
import { deviceOfEvent } from './list-account-events.ts';

export const exportAccount = (kit: AuthKit) =>
  route({
    method: 'get',
    path: '/currentUser/data',
    summary: 'All that is kept here of my account: to take along',
    session: 'required',
    limits: ['exports'],
    answers: { 200: AccountDataView },
    async handle({ session, request }) {
      const { db } = kit;
      const user = await findUser(db, session.userId);
      if (!user) throw signedOut();
      const { verified: _, ...account } = viewUser(user);
      const verifiedAt = user.emailVerifiedAt?.toISOString() ?? null;
      const sessions = (await findSessions(db, user.id)).map((each) => {
        const { current: _current, ...kept } = viewSession(each, deviceOf(each.userAgent), session.id);
        return { ...kept, revokedAt: each.revokedAt?.toISOString() ?? null };
      });
      const events = (await findAccountEvents(db, user.id)).map((each) => viewAccountEvent(each, deviceOfEvent(each)));
      noteAccountEvent(kit, { what: 'data_exported', outcome: 'succeeded', userId: user.id, request });
      const shown = viewFactors(await findFactors(db, user.id), false, null);
      const passkeys = shown.passkeys.map(({ id: _id, ...passkey }) => passkey);
      const factors = { passkeys, totp: shown.totp, recoveryCodes: shown.recoveryCodes };
      const createdAt = user.createdAt.toISOString();
      const { decision } = user;
      return {
        status: 200,
        body: { account: { ...account, verifiedAt, createdAt, decision }, factors, sessions, events },
      };
    },
  });
