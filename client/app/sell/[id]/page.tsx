import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Dashboard } from '@/components/sales/dashboard';
import { SaleList } from '@/components/sales/sale-list';
import { Cancellation } from '@/components/sell/cancellation';
import { SalesControl } from '@/components/sell/sales-control';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { EventTime } from '@/components/ui/time';
import { asMember } from '@/lib/api/member';
import { findSelling } from '@/lib/api/selling';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';
import { placeOf } from '@/lib/place';
import { readZone } from '@/lib/reader';
import { periodParams, periodQuery, readPeriod } from '@/lib/sales-period';

export const metadata = { title: 'Sales' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ListingSales({ params, searchParams }: Props) {
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
      title={listing?.title ?? 'Sales'}
      intro={
        listing && (
          <>
            <bdi>{placeOf(listing) || 'Place to be announced'}</bdi> · <EventTime event={listing} style="event" />
          </>
        )
      }
      actions={
        <div className="flex flex-wrap gap-2">
          <Link href={`/tickets/${id}`} className="button button-quiet">
            See it as a buyer
          </Link>
          <Link href={`${path}/check-in`} className="button button-quiet">
            Door
          </Link>
          <Link href={`${path}/edit`} className="button button-quiet">
            Edit
          </Link>
        </div>
      }
    >
      {listing && (
        <div className="mb-12">
          {listing.status === 'cancelled' ? <Cancellation ticketId={id} /> : <SalesControl listing={listing} />}
        </div>
      )}
      <section aria-labelledby="sales">
        <h2 id="sales" className="headline mb-4 text-3xl">
          Sales
        </h2>
        {answer.ok ? (
          <Dashboard path={path} period={period} sales={answer.data} views={views} ticketId={id} />
        ) : (
          <OutOfOrder what="How it sells" problem={answer.problem} />
        )}
      </section>
      <section aria-labelledby="orders" className="mt-12">
        <h2 id="orders" className="headline mb-4 text-3xl">
          Orders
        </h2>
        <SaleList answer={sales} none="Nobody has reserved yet." />
        <Pager first={cursor && pageAt()} next={sales.ok && sales.next ? pageAt(sales.next) : undefined} />
      </section>
    </Page>
  );
}
