import { OrderStatus } from '@frontrow/common/contracts';
import Link from 'next/link';
import { OrderRow } from '@/components/order/order-row';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { type StatusFilter, StatusNav } from '@/components/ui/status-nav';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';

export const metadata = { title: 'Orders' };

const PATH = '/orders';

const filters = [
  { name: 'All' },
  { name: 'To pay', status: 'created' },
  { name: 'Complete', status: 'complete' },
  { name: 'Cancelled', status: 'cancelled' },
] satisfies StatusFilter[];

export default async function Orders({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const status = OrderStatus.safeParse(params.status).data;
  const cursor = readCursor(params);
  const answer = asMember(
    await (await serverApi()).orders.list({ ...(status && { status }), cursor, limit: 20 }),
    PATH,
  );
  const pageAt = (cursor?: string) => pathWith(PATH, { status, cursor });

  return (
    <Page title="Orders" intro="Everything you reserved, paid or gave back." width="text">
      <StatusNav path={PATH} filters={filters} current={status} />
      {!answer.ok && <OutOfOrder what="Your orders" problem={answer.problem} />}
      {answer.ok && answer.data.length === 0 && (
        <Empty
          title={status ? 'None of these' : 'No orders yet'}
          action={
            <Link href="/" className="button button-primary">
              Find an event
            </Link>
          }
        >
          {status ? 'You have no order with this status.' : 'Once you reserve tickets, they appear here.'}
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
