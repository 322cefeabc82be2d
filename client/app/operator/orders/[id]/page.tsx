import { notFound } from 'next/navigation';
import { FindingRow } from '@/components/operator/finding-row';
import { HeardTimeline } from '@/components/operator/heard-timeline';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export const metadata = { title: 'History of an order', robots: { index: false } };

export default async function OrderHistory({ params }: { params: Promise<{ id: string }> }) {
  await operatorOnly();
  const { id } = await params;
  const answer = asMember(await (await serverApi()).audit.order(id), `/operator/orders/${id}`);
  if (!answer.ok && [400, 404].includes(answer.problem.status)) notFound();

  return (
    <Page title="One order" intro="What every service told of it, as the auditor heard it." width="text">
      <OperatorNav />
      <p className="font-mono text-sm break-all text-muted">{id}</p>
      {!answer.ok && <OutOfOrder what="Its history" problem={answer.problem} />}
      {answer.ok && (
        <>
          <div className="mt-5 space-y-3">
            {answer.data.findings.length === 0 && <Notice kind="good" title="It keeps every promise." />}
            {answer.data.findings.map((finding) => (
              <FindingRow key={finding.id} finding={finding} />
            ))}
          </div>
          <section aria-labelledby="history" className="mt-10">
            <h2 id="history" className="headline mb-4 text-2xl">
              What happened
            </h2>
            <HeardTimeline events={answer.data.events} />
          </section>
        </>
      )}
    </Page>
  );
}
