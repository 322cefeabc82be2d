import type { FindingDetails } from '@frontrow/common/contracts';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Acknowledge } from '@/components/operator/acknowledge';
import { findingState } from '@/components/operator/finding-row';
import { HeardTimeline } from '@/components/operator/heard-timeline';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Time } from '@/components/ui/time';
import { Words } from '@/i18n/words';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export async function generateMetadata() {
  const t = await getTranslations('operator.finding');
  return { title: t('name'), robots: { index: false } };
}

export default async function Finding({ params }: { params: Promise<{ id: string }> }) {
  await operatorOnly();
  const t = await getTranslations('operator.finding');
  const { id } = await params;
  const { audit } = await serverApi();
  const [found, standing] = await Promise.all([audit.finding(id), audit.promises()]);
  const answer = asMember(found, `/operator/findings/${id}`);
  if (!answer.ok && [400, 404].includes(answer.problem.status)) notFound();
  const promise = answer.ok && answer.data.promise;
  const words = standing.ok ? standing.data.promises.find(({ name }) => name === promise)?.words : undefined;

  return (
    <Page title={t('title')} intro={answer.ok ? answer.data.words : undefined} width="text">
      <OperatorNav />
      {answer.ok ? (
        <Found finding={answer.data} promise={words ?? answer.data.promise} />
      ) : (
        <OutOfOrder what="finding" problem={answer.problem} />
      )}
    </Page>
  );
}

function Found({ finding, promise }: { finding: FindingDetails; promise: string }) {
  const t = useTranslations('operator');
  const facts: Record<string, ReactNode> = {
    [t('finding.state')]: t(`state.${findingState(finding).name}`),
    [t('finding.promise')]: promise,
    [t('finding.found')]: <Time instant={finding.openedAt} style="stamp" />,
    ...(finding.closedAt && { [t('finding.closed')]: <Time instant={finding.closedAt} style="stamp" /> }),
    ...(finding.orderId && {
      [t('finding.order')]: (
        <Link href={`/operator/orders/${finding.orderId}`} className="link">
          {finding.orderId}
        </Link>
      ),
    }),
    ...(finding.ticketId && {
      [t('finding.listing')]: (
        <Link href={`/tickets/${finding.ticketId}`} className="link">
          {finding.ticketId}
        </Link>
      ),
    }),
    ...(finding.acknowledgedAt && {
      [t('finding.acknowledged')]: <Time instant={finding.acknowledgedAt} style="stamp" />,
      [t('finding.note')]: finding.note,
    }),
  };
  return (
    <>
      <dl className="card grid gap-x-6 gap-y-2 p-5 sm:grid-cols-[8rem_1fr]">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      {!finding.closedAt && (
        <p className="mt-4 text-muted">{t(finding.lasting ? 'finding.lasting' : 'finding.closes')}</p>
      )}
      {finding.events.length > 0 && (
        <section aria-labelledby="evidence" className="mt-10">
          <h2 id="evidence" className="headline mb-4 text-2xl">
            {t('finding.evidence')}
          </h2>
          <HeardTimeline events={finding.events} />
        </section>
      )}
      {!finding.acknowledgedAt && (finding.lasting || !finding.closedAt) && (
        <div className="mt-10">
          <Words areas={['operator', 'problems']}>
            <Acknowledge id={finding.id} />
          </Words>
        </div>
      )}
    </>
  );
}
