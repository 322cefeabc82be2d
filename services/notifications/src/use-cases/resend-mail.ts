import { Id, OwedMailView, WithReason } from '@frontrow/common/contracts';
import { notFound, once, operatorsOnly, recordAction, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { NotificationsKit } from '../config.ts';
import { oweAgain } from '../store/owed.ts';

/** What it says, and to which address it goes, is decided anew when it is sent. */
export const resendMail = ({ db }: NotificationsKit) =>
  route({
    method: 'post',
    path: '/mails/:id/resend',
    summary: 'Sends a mail again, for operators',
    session: 'required',
    params: z.object({ id: Id }),
    body: WithReason,
    answers: { 201: OwedMailView },
    problems: [403, 404],
    handle: (call) =>
      once(db, call, async (tx) => {
        operatorsOnly(call.session);
        const mail = await oweAgain(tx, call.params.id);
        if (!mail) throw notFound('mail');
        const { reason } = call.body;
        const about = { subject: { kind: 'account' as const, id: mail.userId }, details: { kind: mail.kind } };
        await recordAction(tx, { by: call.session, action: 'mail_resent', reason, ...about });
        return { status: 201, body: mail };
      }),
  });
