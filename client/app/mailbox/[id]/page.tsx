import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Mail } from '@/components/mailbox/mail';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { serverApi } from '@/lib/api/server';
import { config } from '@/lib/config';

export async function generateMetadata() {
  const t = await getTranslations('mailbox');
  return { title: t('mail'), robots: { index: false } };
}

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  if (!config.mailboxIsOpen) notFound();
  const { id } = await params;
  const answer = await (await serverApi()).notifications.mail(id);
  if (!answer.ok && [400, 404].includes(answer.problem.status)) notFound();
  const t = await getTranslations('mailbox');
  return (
    <Page title={answer.ok ? answer.data.subject : t('mail')} width="text">
      {answer.ok ? <Mail mail={answer.data} /> : <OutOfOrder what="mail" problem={answer.problem} />}
    </Page>
  );
}
