import { notFound } from '@frontrow/common/http';
import type { Config } from '../config.ts';

/** The mailbox holds other people's mail, links to new passwords among it: where it is not open, it is not there. */
export function mailboxIsOpen({ MAILBOX, SMTP_URL }: Config): void {
  if (MAILBOX !== 'open' || SMTP_URL) throw notFound('mailbox');
}
