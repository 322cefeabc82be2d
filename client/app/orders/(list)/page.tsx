import { OrderStatus } from '@frontrow/common/contracts';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { OrderRow } from '@/components/order/order-row';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';

export async function generateMetadata() {
  const t = await getTranslations('order.list');
  return { title: t('title') };
}

const filters = [
  { name: 'all', status: undefined },
  { name: 'created', status: 'created' },
  { name: 'complete', status: 'complete' },
  { name: 'cancelled', status: 'cancelled' },
] as const;

export default async function Orders({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('order.list');
  const params = await searchParams;
  const status = OrderStatus.safeParse(params.status).data;
  const cursor = typeof params.cursor === 'string' ? params.cursor : undefined;
  const answer = asMember(
    await (await serverApi()).orders.list({ ...(status && { status }), cursor, limit: 20 }),
    '/orders',
  );
  const path = (more: Record<string, string | undefined>) => {
    const given = Object.entries(more).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return given.length === 0 ? '/orders' : `/orders?${new URLSearchParams(given)}`;
  };

  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <nav aria-label={t('filter')} className="mb-5 flex flex-wrap gap-2">
        {filters.map(({ name, status: wanted }) => (
          <Link
            key={name}
            href={path({ status: wanted })}
            aria-current={wanted === status ? 'true' : undefined}
            className={`button ${wanted === status ? 'bg-ink text-page' : 'button-quiet'}`}
          >
            {t(`filters.${name}`)}
          </Link>
        ))}
      </nav>
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
      <Pager
        first={cursor && path({ status })}
        next={answer.ok && answer.next ? path({ status, cursor: answer.next }) : undefined}
      />
    </Page>
  );
}
