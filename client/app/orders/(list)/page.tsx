import { OrderFilter } from '@frontrow/common/contracts';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { OrderRow } from '@/components/order/order-row';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { StatusNav } from '@/components/ui/status-nav';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';

export async function generateMetadata() {
  const t = await getTranslations('order.list');
  return { title: t('title') };
}

const PATH = '/orders';

const filters = [
  { name: 'all', status: undefined },
  { name: 'unpaid', status: 'unpaid' },
  { name: 'complete', status: 'complete' },
  { name: 'cancelled', status: 'cancelled' },
] as const;

export default async function Orders({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('order.list');
  const params = await searchParams;
  const status = OrderFilter.safeParse(params.status).data;
  const cursor = readCursor(params);
  const answer = asMember(
    await (await serverApi()).orders.list({ ...(status && { status }), cursor, limit: 20 }),
    PATH,
  );
  const pageAt = (cursor?: string) => pathWith(PATH, { status, cursor });

  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <StatusNav
        label={t('filter')}
        path={PATH}
        filters={filters.map(({ name, status }) => ({ name: t(`filters.${name}`), status }))}
        current={status}
      />
      {!answer.ok && <OutOfOrder what="orders" problem={answer.problem} />}
      {answer.ok && answer.data.length === 0 && (
        <Empty
          title={t(status ? 'empty.none' : 'empty.title')}
          action={
            <Link href="/" className="button button-primary">
              {t('empty.action')}
            </Link>
          }
        >
          {t(status ? 'empty.noneText' : 'empty.text')}
        </Empty>
      )}
      {answer.ok && answer.data.length > 0 && (
        <ul className="space-y-3">
          {answer.data.map((order) => (
            <li key={order.id}>
              <OrderRow order={order} />
            </li>
          ))}
        </ul>
      )}
      <Pager first={cursor && pageAt()} next={answer.ok && answer.next ? pageAt(answer.next) : undefined} />
    </Page>
  );
}
