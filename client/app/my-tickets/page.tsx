import type { AdmissionView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { OrderTickets } from '@/components/admission/order-tickets';
import { AddToCalendar } from '@/components/listing/add-to-calendar';
import { KeepOffline } from '@/components/offline/keep-offline';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { PhaseBadge } from '@/components/ui/phase';
import { EventTime } from '@/components/ui/time';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';

export async function generateMetadata() {
  const t = await getTranslations('order.mine');
  return { title: t('title') };
}

export default async function MyTickets({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('order.mine');
  const cursor = readCursor(await searchParams);
  const answer = asMember(await (await serverApi()).tickets.admissions({ cursor, limit: 50 }), '/my-tickets');
  const events = answer.ok ? groupsBy(answer.data, ({ ticket }) => ticket.id) : [];

  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      {!answer.ok && <OutOfOrder what="tickets" problem={answer.problem} />}
      {answer.ok && events.length === 0 && (
        <Empty
          title={t('none')}
          action={
            <Link href="/" className="button button-primary">
              {t('action')}
            </Link>
          }
        >
          {t('empty')}
        </Empty>
      )}
      <div className="space-y-10">
        {events.map((admissions, index) => (
          <EventTickets key={admissions[0]!.ticket.id} admissions={admissions} isNext={index === 0} />
        ))}
      </div>
      {events.length > 0 && <KeepOffline name={t('title')} />}
      <Pager
        first={cursor && '/my-tickets'}
        next={answer.ok && answer.next ? pathWith('/my-tickets', { cursor: answer.next }) : undefined}
      />
    </Page>
  );
}

/** All tickets to one event. Who stands at a door wants those to the next one; the others are a press away. */
async function EventTickets({ admissions, isNext }: { admissions: AdmissionView[]; isNext: boolean }) {
  const t = await getTranslations('order.mine');
  const { ticket } = admissions[0]!;
  const isGone = admissions.every(({ status }) => status === 'revoked');
  return (
    <section aria-labelledby={`event-${ticket.id}`}>
      <div className="no-print mb-4">
        {!isGone && <PhaseBadge event={ticket} className="mb-3 block w-fit" />}
        {isGone && <p className="badge badge-gone mb-3 w-fit">{t('gone')}</p>}
        <h2 id={`event-${ticket.id}`} className="headline text-3xl">
          <Link href={`/tickets/${ticket.id}`} className="rounded hover:underline">
            <bdi>{ticket.title}</bdi>
          </Link>
        </h2>
        <p className="mt-1.5 font-semibold text-accent">
          <EventTime event={ticket} style="short" />
        </p>
        {ticket.startsAt && !isGone && <AddToCalendar event={ticket} className="mt-1" />}
      </div>
      <details open={isNext}>
        <summary className="no-print w-fit rounded font-semibold text-accent">
          {t('tickets', { count: admissions.length })}
        </summary>
        <div className="mt-4 space-y-8 print:mt-0">
          {groupsBy(admissions, ({ orderId }) => orderId).map((ofOrder) => (
            <OrderTickets key={ofOrder[0]!.orderId} admissions={ofOrder} />
          ))}
        </div>
      </details>
    </section>
  );
}

/** In the order in which the first of each group comes: the next event first. */
function groupsBy(admissions: AdmissionView[], keyOf: (admission: AdmissionView) => string): AdmissionView[][] {
  const groups = new Map<string, AdmissionView[]>();
  for (const admission of admissions) {
    const group = groups.get(keyOf(admission));
    if (group) group.push(admission);
    else groups.set(keyOf(admission), [admission]);
  }
  return [...groups.values()];
}
