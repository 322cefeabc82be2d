import { MailDetails, MailView } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { z } from 'zod';
import { bodyOf, send } from './http.ts';

/** The mails to an address, as its owner reads them, the oldest first. */
export async function mailsTo(email: string): Promise<MailDetails[]> {
  const list = await send('GET', `/api/notifications/mailbox?to=${encodeURIComponent(email)}`);
  const mails = z.array(MailView).parse(bodyOf(list, 200));
  const read = mails.toReversed().map(({ id }) => send('GET', `/api/notifications/mailbox/${id}`));
  return (await Promise.all(read)).map((answer) => MailDetails.parse(bodyOf(answer, 200)));
}

/** Waits for a mail. */
export const mailTo = (email: string, subject: string): Promise<MailDetails> =>
  eventually(async () => {
    const mail = (await mailsTo(email)).findLast((each) => each.subject === subject);
    if (!mail) throw new Error(`no mail "${subject}" to ${email}`);
    return mail;
  }, 20_000);

/** The token in the link of a mail. */
export const tokenIn = ({ text }: MailDetails): string => decodeURIComponent(/\?token=(\S+)/.exec(text)![1]!);
