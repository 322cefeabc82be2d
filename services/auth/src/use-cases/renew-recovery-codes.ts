import { RecoveryCodesMade, RecoveryCodesView } from '@frontrow/common/contracts';
import { conflict, route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { deviceOf } from '../security/device.ts';
import { notify } from '../store/notices.ts';
import { lockUser } from '../store/users.ts';
import { makeRecoveryCodes, requireConfirmed } from './change-factors.ts';

export const renewRecoveryCodes = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/factors/recovery-codes',
    summary: 'Makes new recovery codes, which are shown this once; the old ones are void',
    session: 'required',
    answers: { 201: RecoveryCodesView },
    problems: [403, 409],
    async handle({ session, trace, request }) {
      await requireConfirmed(kit.db, session);
      return kit.db.transaction(trace, async (tx) => {
        const user = await lockUser(tx, session.userId);
        if (!user) throw signedOut();
        if (!user.hasFactor) throw conflict(noFactor);
        const recoveryCodes = await makeRecoveryCodes(kit, tx, user.id);
        const device = deviceOf(request.get('user-agent') ?? '');
        await notify(tx, RecoveryCodesMade, user, { device, left: recoveryCodes.length });
        return { status: 201, body: { recoveryCodes } };
      });
    },
  });

const noFactor = { message: 'add a passkey or an authenticator app first: codes come with it', code: 'no_factor' };
