import type { AdmissionView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Admission } from '@/components/admission/admission';
import { PrintButton } from '@/components/admission/print-button';
import { AddToCalendar } from '@/components/listing/add-to-calendar';
import { KeepOffline } from '@/components/offline/keep-offline';
import { UploadedPoster } from '@/components/poster/uploaded-poster';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { PhaseBadge } from '@/components/ui/phase';
import { EventTime } from '@/components/ui/time';
import { asMember } from '@/lib/api/member';
import { posterImage } from '@/lib/api/poster-files';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';
import { fullPlaceOf } from '@/lib/place';

export async function generateMetadata() {
  const t = await getTranslations('order.mine');
  return { title: t('title') };
}

export default async function MyTickets({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, site] = [await getTranslations('order.mine'), await getTranslations('event.announced')];
  const cursor = readCursor(await searchParams);
  const answer = asMember(await (await serverApi()).tickets.admissions({ cursor, limit: 50 }), '/my-tickets');
  const events = answer.ok ? byEvent(answer.data) : [];

  return (
    <Page title={t('title')} intro={t('intro')} actions={events.length > 0 && <PrintButton />}>
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
      <div className="space-y-14">
        {events.map(({ ticket, admissions }, index) => (
          <section key={ticket.id} aria-labelledby={`event-${ticket.id}`}>
            {!isGone(admissions) && <PhaseBadge event={ticket} className="mb-3 block w-fit" />}
            {isGone(admissions) && (
              <p className="mb-3 w-fit rounded-full bg-sunken px-2.5 py-0.5 text-sm font-semibold text-muted">
                {t('gone')}
              </p>
            )}
            <UploadedPoster
              image={posterImage(ticket)}
              sizes="8rem"
              className="mb-4 aspect-4/5 w-32 rounded-xl shadow-stub"
            />
            <h2 id={`event-${ticket.id}`} className="headline text-4xl">
              <Link href={`/tickets/${ticket.id}`} className="rounded hover:underline">
                <bdi>{ticket.title}</bdi>
              </Link>
            </h2>
            <p className="mt-2 mb-5 text-muted">
              <span className="font-semibold text-accent">
                <EventTime event={ticket} style="full" />
              </span>
              <span className="block">
                <bdi>{fullPlaceOf(ticket) || site('place')}</bdi>
              </span>
              {ticket.startsAt && !isGone(admissions) && <AddToCalendar event={ticket} className="no-print mt-1" />}
            </p>
            <Codes admissions={admissions} isNext={index === 0} isOnly={events.length === 1} />
          </section>
        ))}
      </div>
      {events.length > 0 && <KeepOffline />}
      <Pager
        first={cursor && '/my-tickets'}
        next={answer.ok && answer.next ? pathWith('/my-tickets', { cursor: answer.next }) : undefined}
      />
    </Page>
  );
}

interface CodesProps {
  admissions: AdmissionView[];
  isNext: boolean;
  isOnly: boolean;
}

/** Who stands at a door wants the next event; the codes of the others are a press away. */
async function Codes({ admissions, isNext, isOnly }: CodesProps) {
  const t = await getTranslations('order.mine');
  const codes = (
    <ul className="mt-5 grid gap-5 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      {admissions.map((admission) => (
        <li key={admission.id}>
          <Admission admission={admission} />
        </li>
      ))}
    </ul>
  );
  if (isOnly) return codes;
  return (
    <details open={isNext}>
      <summary className="no-print w-fit rounded font-semibold text-accent">
        {t('codes', { count: admissions.length })}
      </summary>
      {codes}
    </details>
  );
}

/** Grouped by event, in the order in which they come: the next event first. */
function byEvent(admissions: AdmissionView[]) {
  const groups = new Map<string, { ticket: AdmissionView['ticket']; admissions: AdmissionView[] }>();
  for (const admission of admissions) {
    const group = groups.get(admission.ticket.id) ?? { ticket: admission.ticket, admissions: [] };
    group.admissions.push(admission);
    groups.set(admission.ticket.id, group);
  }
  return [...groups.values()];
}

/** Everything was given back, or the event was cancelled. */
const isGone = (admissions: AdmissionView[]) => admissions.every(({ status }) => status === 'revoked');
