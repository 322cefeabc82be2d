import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Dashboard } from '@/components/sales/dashboard';
import { SaleList } from '@/components/sales/sale-list';
import { Cancellation } from '@/components/sell/cancellation';
import { SalesControl } from '@/components/sell/sales-control';
import { DecisionNotice } from '@/components/ui/decision-notice';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { PhaseBadge } from '@/components/ui/phase';
import { EventTime } from '@/components/ui/time';
import { Words } from '@/i18n/words';
import { asMember } from '@/lib/api/member';
import { findSelling } from '@/lib/api/selling';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';
import { placeOf } from '@/lib/place';
import { readZone } from '@/lib/reader';
import { periodParams, periodQuery, readPeriod } from '@/lib/sales-period';

export async function generateMetadata() {
  const t = await getTranslations('selling.sales');
  return { title: t('title') };
}

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ListingSales({ params, searchParams }: Props) {
  const [t, announced] = [await getTranslations('selling'), await getTranslations('event.announced')];
  const [{ id }, search, { timeZone }] = await Promise.all([params, searchParams, readZone()]);
  const path = `/sell/${encodeURIComponent(id)}`;
  const period = readPeriod(search, timeZone, new Date());
  const cursor = readCursor(search);
  const { tickets, orders } = await serverApi();
  const query = { ...periodQuery(period), ticketId: id };
  const [selling, figures, views, sales] = await Promise.all([
    findSelling(id, path),
    orders.figures(query),
    tickets.views(query),
    orders.selling({ ticketId: id, cursor, limit: 20 }),
  ]);
  const answer = asMember(figures, path);
  // Of others' listings there is nothing to see here.
  if (!answer.ok && [400, 403, 404].includes(answer.problem.status)) notFound();
  const listing = selling.ok ? selling.data : undefined;
  const pageAt = (cursor?: string) => `${pathWith(path, { ...periodParams(period), cursor })}#orders`;

  return (
    <Page
      title={listing?.title ?? t('sales.title')}
      intro={
        listing && (
          <>
            <bdi>{placeOf(listing) || announced('place')}</bdi>
            {' · '}
            <EventTime event={listing} style="short" />
            {listing.status === 'on_sale' && (
              <>
                {' '}
                <PhaseBadge event={listing} />
              </>
            )}
          </>
        )
      }
      actions={
        <div className="flex flex-wrap gap-2">
          <Link href={`/tickets/${id}`} className="button button-quiet">
            {t('edit.asBuyer')}
          </Link>
          <Link href={`${path}/check-in`} className="button button-quiet">
            {t('links.door')}
          </Link>
          <Link href={`${path}/edit`} className="button button-quiet">
            {t('links.edit')}
          </Link>
        </div>
      }
    >
      {listing && (
        <div className="mb-12 space-y-4">
          <DecisionNotice decision={listing.decision} title={t(`decided.${listing.decision?.what ?? 'suspended'}`)} />
          {listing.sellerSuspended && <Notice kind="warn" title={t('decided.withAccount')} />}
          <Words areas={['problems', 'selling']}>
            {listing.status === 'cancelled' ? <Cancellation ticketId={id} /> : <SalesControl listing={listing} />}
          </Words>
        </div>
      )}
      <section aria-labelledby="sales">
        <h2 id="sales" className="headline mb-4 text-3xl">
          {t('sales.title')}
        </h2>
        {answer.ok ? (
          <Dashboard path={path} period={period} sales={answer.data} views={views} ticketId={id} />
        ) : (
          <OutOfOrder what="figures" problem={answer.problem} />
        )}
      </section>
      <section aria-labelledby="orders" className="mt-12">
        <h2 id="orders" className="headline mb-4 text-3xl">
          {t('sales.orders')}
        </h2>
        <SaleList answer={sales} none={t('orders.nobody')} />
        <Pager first={cursor && pageAt()} next={sales.ok && sales.next ? pageAt(sales.next) : undefined} />
      </section>
    </Page>
  );
}
