import { notFound } from 'next/navigation';
import { MailList } from '@/components/mailbox/mail-list';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { serverApi } from '@/lib/api/server';
import { config } from '@/lib/config';

export const metadata = { title: 'Mailbox', robots: { index: false } };

export default async function Mailbox() {
  if (!config.mailboxIsOpen) notFound();
  const answer = await (await serverApi()).notifications.mails();
  if (!answer.ok && answer.problem.status === 404) notFound();
  return (
    <Page
      title="Mailbox"
      intro="This Frontrow has no mail server, so its mails stay here, where everyone on this machine can read them."
      width="text"
    >
      {!answer.ok ? (
        <OutOfOrder what="The mailbox" problem={answer.problem} />
      ) : answer.data.length === 0 ? (
        <Empty title="No mail yet">Sign up, buy a ticket or forget your password, and look here again.</Empty>
      ) : (
        <MailList mails={answer.data} />
      )}
    </Page>
  );
}
