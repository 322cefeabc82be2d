import { OrderStatus } from '@frontrow/common/contracts';
import { Download } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { SaleList } from '@/components/sales/sale-list';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { StatusNav } from '@/components/ui/status-nav';
import { files } from '@/lib/api/files';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';
import { readZone } from '@/lib/reader';

export async function generateMetadata() {
  const t = await getTranslations('selling.orders');
  return { title: t('title') };
}

const PATH = '/sell/orders';

const filters = [
  { name: 'all', status: undefined },
  { name: 'created', status: 'created' },
  { name: 'complete', status: 'complete' },
  { name: 'cancelled', status: 'cancelled' },
] as const;

export default async function SellerOrders({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, language] = [await getTranslations('selling.orders'), await getLocale()];
  const [search, { timeZone }] = await Promise.all([searchParams, readZone()]);
  const status = OrderStatus.safeParse(search.status).data;
  const cursor = readCursor(search);
  const answer = asMember(await (await serverApi()).orders.selling({ status, cursor, limit: 20 }), PATH);
  const pageAt = (cursor?: string) => pathWith(PATH, { status, cursor });

  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      width="text"
      actions={
        <div className="flex flex-wrap gap-2">
          <Link href="/sell" className="button button-quiet">
            {t('back')}
          </Link>
          {(['xlsx', 'csv'] as const).map((format) => (
            <a
              key={format}
              href={files.orders({ timeZone, language }, format)}
              download
              className="button button-quiet"
            >
              <Download aria-hidden className="size-4" />
              {t(format)}
            </a>
          ))}
        </div>
      }
    >
      <StatusNav
        label={t('filter')}
        path={PATH}
        filters={filters.map(({ name, status }) => ({ name: t(`filters.${name}`), status }))}
        current={status}
      />
      <SaleList answer={answer} none={t(status ? 'none' : 'nobody')} named />
      <Pager first={cursor && pageAt()} next={answer.ok && answer.next ? pageAt(answer.next) : undefined} />
    </Page>
  );
}
