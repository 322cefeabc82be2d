import {
  isolated,
  type ListingView,
  MAX_UNITS,
  mostUnitsAt,
  type OrderView,
  toMinor,
  type UserView,
} from '@frontrow/common/contracts';
import { CalendarDays, MapPin, Megaphone } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Poster } from '@/components/poster/poster';
import { Notice } from '@/components/ui/notice';
import { PhaseBadge } from '@/components/ui/phase';
import { RichText } from '@/components/ui/rich-text';
import { EventDoors, EventTime } from '@/components/ui/time';
import { Words } from '@/i18n/words';
import { posterImage } from '@/lib/api/poster-files';
import { config } from '@/lib/config';
import { renderMarkdown } from '@/lib/markdown';
import { fullPlaceOf } from '@/lib/place';
import { AddToCalendar } from './add-to-calendar';
import { EditsLater } from './edits-later';
import { EventJsonLd } from './event-json-ld';
import { MoreEvents } from './more-events';
import { Organiser } from './organiser';
import { ReportView } from './report-view';
import { ReservePanel } from './reserve-panel';
import { Share } from './share';
import { ShowOnMap } from './show-on-map';

interface Props {
  ticket: ListingView;
  member: Partial<UserView> | undefined;
  /** What they have reserved of it and not paid for yet. */
  hold: OrderView | undefined;
  /** How many they chose before. */
  wanted: number;
}

/** All that may come of asking for what was edited; the others are of no use to who cannot reserve. */
const FEW_PROBLEMS = ['problems.broken', 'problems.unreachable'] as const;

export function TicketDetails({ ticket, member, hold, wanted }: Props) {
  const [t, site] = [useTranslations('event'), useTranslations('site')];
  const mine = member?.id === ticket.sellerId;
  const mostUnits = Math.min(MAX_UNITS, mostUnitsAt(toMinor(ticket.price, ticket.currency)!));
  return (
    <>
      <article className="mx-auto grid w-full max-w-[80rem] gap-x-14 gap-y-8 px-4 pt-6 sm:px-6 sm:pt-12 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
        <EventJsonLd ticket={ticket} />
        {!mine && <ReportView ticketId={ticket.id} />}
        <div className="lg:sticky lg:top-24 lg:self-start">
          <Poster
            ticket={{ id: ticket.id, category: ticket.category, title: ticket.title }}
            image={posterImage(ticket)}
            sizes="(min-width: 64rem) 26rem, (min-width: 40rem) 20rem, 11rem"
            alt={t('poster', { title: isolated(ticket.title) })}
            fetched="first"
            className="mx-auto aspect-4/5 w-full max-w-44 rounded-2xl shadow-lift sm:max-w-80 lg:max-w-none"
          />
        </div>
        <div className="min-w-0">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <Link href={`/?category=${ticket.category}`} className="eyebrow rounded text-accent hover:underline">
              {site(`categories.${ticket.category}`)}
            </Link>
            <Words areas={['event.share']}>
              <Share title={ticket.title} url={`${config.publicUrl}/tickets/${ticket.id}`} />
            </Words>
          </div>
          <h1 className="headline mt-2 text-5xl sm:text-7xl">
            <bdi>{ticket.title}</bdi>
          </h1>
          <dl className="mt-6 grid gap-4 sm:grid-cols-2">
            <Fact icon={<CalendarDays aria-hidden className="size-5" />} name={t('when')} className="sm:row-span-2">
              <EventTime event={ticket} style="full">
                <EventDoors event={ticket} />
              </EventTime>
              {ticket.status === 'on_sale' && <PhaseBadge event={ticket} over={false} className="mt-1 inline-block" />}
              {ticket.startsAt && ticket.status === 'on_sale' && <AddToCalendar event={ticket} className="mt-1" />}
            </Fact>
            <Fact icon={<MapPin aria-hidden className="size-5" />} name={t('where')}>
              <bdi>{fullPlaceOf(ticket) || t('announced.place')}</bdi>
              <ShowOnMap place={ticket} />
            </Fact>
            <Fact icon={<Megaphone aria-hidden className="size-5" />} name={t('organiser.title')}>
              <Organiser ticket={ticket} />
            </Fact>
          </dl>
          {mine && (
            <div className="mt-6">
              <Notice
                kind={ticket.suspended ? 'warn' : 'info'}
                title={t(ticket.suspended ? 'mine.suspended' : 'mine.title')}
              >
                {t.rich(ticket.suspended ? 'mine.why' : 'mine.text', {
                  sales: (words) => (
                    <Link href={`/sell/${ticket.id}`} className="link">
                      {words}
                    </Link>
                  ),
                  edit: (words) => (
                    <Link href={`/sell/${ticket.id}/edit`} className="link">
                      {words}
                    </Link>
                  ),
                  door: (words) => (
                    <Link href={`/sell/${ticket.id}/check-in`} className="link">
                      {words}
                    </Link>
                  ),
                })}
                {!ticket.organiser.name && (
                  <p className="mt-1">
                    {t.rich('mine.unnamed', {
                      go: (words) => (
                        <Link href="/account#organiser" className="link">
                          {words}
                        </Link>
                      ),
                    })}
                  </p>
                )}
              </Notice>
            </div>
          )}
          {hold && (
            <div className="mt-6">
              <Notice kind="info" title={t('reserve.held', { count: hold.quantity })}>
                {/* A page load of its own: the checkout has its own content policy. */}
                <a href={`/orders/${hold.id}`} className="link">
                  {t('reserve.goOn')}
                </a>
              </Notice>
            </div>
          )}
          <Words areas={['event', ...(member ? (['problems'] as const) : FEW_PROBLEMS)]}>
            <ReservePanel ticket={ticket} signedIn={member !== undefined} mostUnits={mostUnits} wanted={wanted} />
            {ticket.description && (
              <section aria-labelledby="about" className="mt-10 border-t border-line pt-8">
                <h2 id="about" className="headline text-3xl">
                  {t('about')}
                </h2>
                <RichText
                  html={renderMarkdown(ticket.description)}
                  className="mt-4 max-w-prose text-lg leading-relaxed"
                />
              </section>
            )}
            {ticket.edited && <EditsLater event={{ id: ticket.id, timeZone: ticket.timeZone }} />}
          </Words>
        </div>
      </article>
      {ticket.available === 0 && !mine && (
        <div className="mx-auto w-full max-w-[80rem] px-4 sm:px-6">
          <Words areas={['event.announced', 'event.availability']}>
            <MoreEvents ticket={ticket} />
          </Words>
        </div>
      )}
    </>
  );
}

interface FactProps {
  icon: ReactNode;
  name: string;
  className?: string;
  children: ReactNode;
}

const Fact = ({ icon, name, className = '', children }: FactProps) => (
  <div className={`relative min-h-11 min-w-0 pl-14 ${className}`}>
    <dt className="text-sm text-muted">
      <span className="absolute top-0 left-0 flex size-11 items-center justify-center rounded-xl bg-sunken text-accent">
        {icon}
      </span>
      {name}
    </dt>
    <dd className="font-semibold">{children}</dd>
  </div>
);
