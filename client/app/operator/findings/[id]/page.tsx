import type { FindingDetails } from '@frontrow/common/contracts';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Acknowledge } from '@/components/operator/acknowledge';
import { findingState } from '@/components/operator/finding-row';
import { HeardTimeline } from '@/components/operator/heard-timeline';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Time } from '@/components/ui/time';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export const metadata = { title: 'Finding', robots: { index: false } };

export default async function Finding({ params }: { params: Promise<{ id: string }> }) {
  await operatorOnly();
  const { id } = await params;
  const { audit } = await serverApi();
  const [found, standing] = await Promise.all([audit.finding(id), audit.promises()]);
  const answer = asMember(found, `/operator/findings/${id}`);
  if (!answer.ok && [400, 404].includes(answer.problem.status)) notFound();
  const promise = answer.ok && answer.data.promise;
  const words = standing.ok ? standing.data.promises.find(({ name }) => name === promise)?.words : undefined;

  return (
    <Page title="A finding" intro={answer.ok ? answer.data.words : undefined} width="text">
      <OperatorNav />
      {answer.ok ? (
        <Found finding={answer.data} promise={words ?? answer.data.promise} />
      ) : (
        <OutOfOrder what="The finding" problem={answer.problem} />
      )}
    </Page>
  );
}

function Found({ finding, promise }: { finding: FindingDetails; promise: string }) {
  const facts: Record<string, ReactNode> = {
    State: findingState(finding).words,
    Promise: promise,
    Found: <Time instant={finding.openedAt} style="stamp" />,
    ...(finding.closedAt && { Closed: <Time instant={finding.closedAt} style="stamp" /> }),
    ...(finding.orderId && {
      Order: (
        <Link href={`/operator/orders/${finding.orderId}`} className="link">
          {finding.orderId}
        </Link>
      ),
    }),
    ...(finding.ticketId && {
      Listing: (
        <Link href={`/tickets/${finding.ticketId}`} className="link">
          {finding.ticketId}
        </Link>
      ),
    }),
    ...(finding.acknowledgedAt && {
      Acknowledged: <Time instant={finding.acknowledgedAt} style="stamp" />,
      Note: finding.note,
    }),
  };
  return (
    <>
      <dl className="card grid gap-x-6 gap-y-2 p-5 sm:grid-cols-[8rem_1fr]">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 font-semibold break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {!finding.closedAt && (
        <p className="mt-4 text-muted">
          {finding.lasting
            ? 'This can never become right by itself: it stands until it is acknowledged.'
            : 'This closes by itself as soon as it is right.'}
        </p>
      )}
      {finding.events.length > 0 && (
        <section aria-labelledby="evidence" className="mt-10">
          <h2 id="evidence" className="headline mb-4 text-2xl">
            What shows it
          </h2>
          <HeardTimeline events={finding.events} />
        </section>
      )}
      {!finding.acknowledgedAt && (finding.lasting || !finding.closedAt) && (
        <div className="mt-10">
          <Acknowledge id={finding.id} />
        </div>
      )}
    </>
  );
}
