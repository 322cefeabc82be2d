import { foldEmail, type MailDetails, type MailView } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { desc, eq } from 'drizzle-orm';
import type { Attachment } from '../mail.ts';
import { mailbox } from './tables.ts';

/** The newest mails, all or those to one address. */
export async function findMails({ db }: Queryable, to: string | undefined, limit: number): Promise<MailView[]> {
  const rows = await db
    .select({ id: mailbox.id, to: mailbox.email, subject: mailbox.subject, receivedAt: mailbox.receivedAt })
    .from(mailbox)
    .where(to === undefined ? undefined : eq(mailbox.emailKey, foldEmail(to)))
    .orderBy(desc(mailbox.receivedAt))
    .limit(limit);
  return rows.map(({ receivedAt, ...row }) => ({ ...row, receivedAt: receivedAt.toISOString() }));
}

/** A mail as it was put there, its files still to be made. */
export type KeptMail = Omit<MailDetails, 'attachments'> & { attachments: Attachment[] };

export async function findMail({ db }: Queryable, id: string): Promise<KeptMail | undefined> {
  const [row] = await db.select().from(mailbox).where(eq(mailbox.id, id));
  if (!row) return undefined;
  const { email: to, emailKey: _, receivedAt, ...rest } = row;
  return { ...rest, to, receivedAt: receivedAt.toISOString() };
}
