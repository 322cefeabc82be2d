import { Id, MailDetails } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { NotificationsKit } from '../config.ts';
import { findMail } from '../store/mailbox.ts';
import { mailboxIsOpen } from './mailbox-is-open.ts';

export const getMail = ({ config, db }: NotificationsKit) =>
  route({
    method: 'get',
    path: '/mailbox/:id',
    summary: 'One mail of the local mailbox, as HTML and as text',
    session: 'none',
    params: z.object({ id: Id }),
    answers: { 200: MailDetails },
    problems: [404],
    async handle({ params: { id } }) {
      mailboxIsOpen(config);
      const mail = await findMail(db, id);
      if (!mail) throw notFound('mail');
      return { status: 200, body: mail };
    },
  });
