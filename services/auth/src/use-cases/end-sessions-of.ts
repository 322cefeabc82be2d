import { WithReason } from '@frontrow/common/contracts';
import { notFound, operatorsOnly, recordAction, route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { revokeSessions } from '../store/sessions.ts';
import { lockUser } from '../store/users.ts';
import { AccountParams } from './find-accounts.ts';

export const endSessionsOf = ({ db }: AuthKit) =>
  route({
    method: 'delete',
    path: '/:id/sessions',
    summary: 'Signs somebody out everywhere, for operators',
    session: 'required',
    params: AccountParams,
    body: WithReason,
    answers: { 204: null },
    problems: [403, 404],
    handle: ({ params: { id }, body: { reason }, session, trace }) =>
      db.transaction(trace, async (tx) => {
        operatorsOnly(session);
        if (!(await lockUser(tx, id))) throw notFound('account');
        const count = await revokeSessions(tx, id);
        if (count > 0) {
          const about = { subject: { kind: 'account' as const, id }, details: { count } };
          await recordAction(tx, { by: session, action: 'sessions_ended', reason, ...about });
        }
        return { status: 204 };
      }),
  });
