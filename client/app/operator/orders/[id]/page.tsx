import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { FindingRow } from '@/components/operator/finding-row';
import { HeardTimeline } from '@/components/operator/heard-timeline';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { OrderActs } from '@/components/operator/order-acts';
import { RecordOf } from '@/components/operator/record-of';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export async function generateMetadata() {
  const t = await getTranslations('operator.history');
  return { title: t('name'), robots: { index: false } };
}

export default async function OrderHistory({ params }: { params: Promise<{ id: string }> }) {
  await operatorOnly();
  const t = await getTranslations('operator.history');
  const { id } = await params;
  const answer = asMember(await (await serverApi()).audit.order(id), `/operator/orders/${id}`);
  if (!answer.ok && [400, 404].includes(answer.problem.status)) notFound();

  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <OperatorNav />
      <p className="font-mono text-sm break-all text-muted">{id}</p>
      <OrderActs id={id} />
      {!answer.ok && <OutOfOrder what="history" problem={answer.problem} />}
      {answer.ok && (
        <>
          <div className="mt-5 space-y-3">
            {answer.data.findings.length === 0 && <Notice kind="good" title={t('kept')} />}
            {answer.data.findings.map((finding) => (
              <FindingRow key={finding.id} finding={finding} />
            ))}
          </div>
          <section aria-labelledby="history" className="mt-10">
            <h2 id="history" className="headline mb-4 text-2xl">
              {t('happened')}
            </h2>
            <HeardTimeline events={answer.data.events} />
          </section>
        </>
      )}
      <RecordOf id={id} />
    </Page>
  );
}
