import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Dashboard } from '@/components/sales/dashboard';
import { SaleList } from '@/components/sales/sale-list';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { EventTime } from '@/components/ui/time';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { placeOf } from '@/lib/place';
import { readZone } from '@/lib/reader';
import { periodParams, periodQuery, readPeriod } from '@/lib/sales-period';

export const metadata = { title: 'Sales' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

/** There is no `loading.tsx` for the seller's pages: what comes after one is only shown by a script. */
export default async function ListingSales({ params, searchParams }: Props) {
  const [{ id }, search, { timeZone }] = await Promise.all([params, searchParams, readZone()]);
  const path = `/sell/${encodeURIComponent(id)}`;
  const period = readPeriod(search, timeZone, new Date());
  const cursor = typeof search.cursor === 'string' ? search.cursor : undefined;
  const { tickets, orders } = await serverApi();
  const [ticket, figures, sales] = await Promise.all([
    tickets.get(id),
    orders.figures({ ...periodQuery(period), ticketId: id }),
    orders.selling({ ticketId: id, cursor, limit: 20 }),
  ]);
  const answer = asMember(figures, path);
  // Of others' listings there is nothing to see here.
  if (!answer.ok && [400, 403, 404].includes(answer.problem.status)) notFound();
  const pageAt = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...periodParams(period), ...more });
    return `${path}${query.size === 0 ? '' : `?${query}`}#orders`;
  };

  return (
    <Page
      title={ticket.ok ? ticket.data.title : 'Sales'}
      intro={
        ticket.ok && (
          <>
            <bdi>{placeOf(ticket.data) || 'Place to be announced'}</bdi> ·{' '}
            <EventTime event={ticket.data} style="event" />
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
      <section aria-labelledby="sales">
        <h2 id="sales" className="headline mb-4 text-3xl">
          Sales
        </h2>
        {answer.ok ? (
          <Dashboard path={path} period={period} sales={answer.data} ticketId={id} />
        ) : (
          <OutOfOrder what="How it sells" problem={answer.problem} />
        )}
      </section>
      <section aria-labelledby="orders" className="mt-12">
        <h2 id="orders" className="headline mb-4 text-3xl">
          Orders
        </h2>
        <SaleList answer={sales} none="Nobody has reserved yet." />
        <Pager
          first={cursor && pageAt({})}
          next={sales.ok && sales.next ? pageAt({ cursor: sales.next }) : undefined}
        />
      </section>
    </Page>
  );
}
