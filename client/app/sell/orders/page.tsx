import { OrderStatus } from '@frontrow/common/contracts';
import { Download } from 'lucide-react';
import Link from 'next/link';
import { SaleList } from '@/components/sales/sale-list';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { type StatusFilter, StatusNav } from '@/components/ui/status-nav';
import { files } from '@/lib/api/files';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';
import { readZone } from '@/lib/reader';

export const metadata = { title: 'Orders of your listings' };

const PATH = '/sell/orders';

const filters = [
  { name: 'All' },
  { name: 'To be paid', status: 'created' },
  { name: 'Paid', status: 'complete' },
  { name: 'Ended', status: 'cancelled' },
] satisfies StatusFilter[];

export default async function SellerOrders({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [search, { timeZone }] = await Promise.all([searchParams, readZone()]);
  const status = OrderStatus.safeParse(search.status).data;
  const cursor = readCursor(search);
  const answer = asMember(await (await serverApi()).orders.selling({ status, cursor, limit: 20 }), PATH);
  const pageAt = (cursor?: string) => pathWith(PATH, { status, cursor });

  return (
    <Page
      title="Orders of your listings"
      intro="Everything that buyers reserved, paid or gave back."
      width="text"
      actions={
        <div className="flex flex-wrap gap-2">
          <Link href="/sell" className="button button-quiet">
            Your listings
          </Link>
          <a href={files.orders({ timeZone })} download className="button button-quiet">
            <Download aria-hidden className="size-4" />
            All as CSV
          </a>
        </div>
      }
    >
      <StatusNav label="Status" path={PATH} filters={filters} current={status} />
      <SaleList answer={answer} none={status ? 'None of these.' : 'Nobody has reserved yet.'} named />
      <Pager first={cursor && pageAt()} next={answer.ok && answer.next ? pageAt(answer.next) : undefined} />
    </Page>
  );
}
