import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { MailList } from '@/components/mailbox/mail-list';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { serverApi } from '@/lib/api/server';
import { config } from '@/lib/config';

export async function generateMetadata() {
  const t = await getTranslations('mailbox');
  return { title: t('title'), robots: { index: false } };
}

export default async function Mailbox() {
  if (!config.mailboxIsOpen) notFound();
  const t = await getTranslations('mailbox');
  const answer = await (await serverApi()).notifications.mails();
  if (!answer.ok && answer.problem.status === 404) notFound();
  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      {!answer.ok ? (
        <OutOfOrder what="mailbox" problem={answer.problem} />
      ) : answer.data.length === 0 ? (
        <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
      ) : (
        <MailList mails={answer.data} />
      )}
    </Page>
  );
}
