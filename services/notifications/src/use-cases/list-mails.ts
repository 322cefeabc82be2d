import { MailboxQuery, MailView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import { z } from 'zod';
import type { NotificationsKit } from '../config.ts';
import { findMails } from '../store/mailbox.ts';
import { mailboxIsOpen } from './mailbox-is-open.ts';

export const listMails = ({ config, db }: NotificationsKit) =>
  route({
    method: 'get',
    path: '/mailbox',
    summary: 'The newest mails of the local mailbox; 404 where there is none',
    session: 'none',
    query: MailboxQuery,
    answers: { 200: z.array(MailView) },
    problems: [404],
    async handle({ query: { to, limit } }) {
      mailboxIsOpen(config);
      return { status: 200, body: await findMails(db, to, limit) };
    },
  });
