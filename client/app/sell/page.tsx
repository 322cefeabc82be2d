import { Plus } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Dashboard } from '@/components/sales/dashboard';
import { Doors } from '@/components/sell/doors';
import { Invitations } from '@/components/sell/invitations';
import { SellingRow } from '@/components/sell/selling-row';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { Words } from '@/i18n/words';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';
import { readZone } from '@/lib/reader';
import { periodParams, periodQuery, readPeriod } from '@/lib/sales-period';

export async function generateMetadata() {
  const t = await getTranslations('selling.list');
  return { title: t('title') };
}

const PATH = '/sell';

/** The listings come from tickets and what they earn from orders: either is shown without the other. */
export default async function Sell({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('selling.list');
  const [search, { timeZone }] = await Promise.all([searchParams, readZone()]);
  const cursor = readCursor(search);
  const period = readPeriod(search, timeZone, new Date());
  const { tickets, orders } = await serverApi();
  const [selling, figures, views, duty] = await Promise.all([
    tickets.selling({ cursor, limit: 20 }),
    orders.figures(periodQuery(period)),
    tickets.views(periodQuery(period)),
    tickets.doorDuty(),
  ]);
  const answer = asMember(selling, PATH);
  const listings = answer.ok ? answer.data : [];
  const earned = listings.length > 0 ? await orders.listingSales(listings.map(({ id }) => id)) : undefined;
  const salesOf = (id: string) => (earned?.ok ? earned.data.find((each) => each.id === id) : undefined);
  const pageAt = (cursor?: string) => pathWith(PATH, { ...periodParams(period), cursor });

  /** Whoever has nothing on sale yet is only shown how to begin. */
  const isNew = answer.ok && listings.length === 0 && !cursor;
  const create = (
    <Link href="/sell/new" className="button button-primary">
      <Plus aria-hidden className="size-5" />
      {t('create')}
    </Link>
  );
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={
        <div className="flex flex-wrap gap-2">
          {!isNew && (
            <Link href="/sell/orders" className="button button-quiet">
              {t('allOrders')}
            </Link>
          )}
          {create}
        </div>
      }
    >
      {duty.ok && (duty.data.invitations ?? []).length > 0 && !cursor && (
        <Words areas={['selling.invitations', 'problems']}>
          <Invitations invitations={duty.data.invitations} />
        </Words>
      )}
      {duty.ok && duty.data.staffOf.length > 0 && !cursor && <Doors doors={duty.data.staffOf} />}
      {isNew && (
        <Empty title={t('empty')} action={create}>
          {t('emptyText')}
        </Empty>
      )}
      {!isNew && !cursor && (
        <section aria-labelledby="overview" className="mb-12">
          <h2 id="overview" className="headline mb-4 text-3xl">
            {t('together')}
          </h2>
          {figures.ok ? (
            <Dashboard path={PATH} period={period} sales={figures.data} views={views} />
          ) : (
            <OutOfOrder what="allFigures" problem={figures.problem} />
          )}
        </section>
      )}
      {!isNew && (
        <section aria-labelledby="listings">
          <h2 id="listings" className="headline mb-4 text-3xl">
            {t('each')}
          </h2>
          {!answer.ok && <OutOfOrder what="selling" problem={answer.problem} />}
          {listings.length > 0 && (
            <ul className="grid gap-4 xl:grid-cols-2">
              {listings.map((listing) => (
                <li key={listing.id} className="min-w-0">
                  <SellingRow listing={listing} sales={salesOf(listing.id)} />
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <Pager first={cursor && pageAt()} next={answer.ok && answer.next ? pageAt(answer.next) : undefined} />
    </Page>
  );
}
