import { Id, MailDetails } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { NotificationsKit } from '../config.ts';
import type { MailFile } from '../mail.ts';
import { findMail } from '../store/mailbox.ts';
import { mailboxIsOpen } from './mailbox-is-open.ts';

export const getMail = ({ config, db, resources: { fileOf } }: NotificationsKit) =>
  route({
    method: 'get',
    path: '/mailbox/:id',
    summary: 'One mail of the local mailbox, as HTML and as text, with the files that came along',
    session: 'none',
    params: z.object({ id: Id }),
    answers: { 200: MailDetails },
    problems: [404],
    async handle({ params: { id } }) {
      mailboxIsOpen(config);
      const mail = await findMail(db, id);
      if (!mail) throw notFound('mail');
      const files = await Promise.all(mail.attachments.map(fileOf));
      const html = files.reduce(withPicture, mail.html);
      const attachments = files
        .filter(({ cid }) => cid === undefined)
        .map(({ name, type, content }) => ({ name, type, content: content.toString('base64') }));
      return { status: 200, body: { ...mail, html, attachments } };
    },
  });

/** A browser does not know what came along with a mail, so a picture is put where the mail shows it. */
const withPicture = (html: string, { cid, type, content }: MailFile): string =>
  cid === undefined ? html : html.replaceAll(`cid:${cid}`, `data:${type};base64,${content.toString('base64')}`);
