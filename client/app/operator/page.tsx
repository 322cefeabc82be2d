import { notFound } from 'next/navigation';
import { OrderReport } from '@/components/operator/order-report';
import { Page } from '@/components/ui/page';
import { readMember } from '@/lib/api/member';
import type { SearchParams } from '@/lib/listing-search';

export const metadata = { title: 'Operator', robots: { index: false } };

export default async function Operator({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const member = await readMember();
  // While auth is down the role is unknown; the orders service decides by itself what this session may read.
  if (!member || (member.role && member.role !== 'operator')) notFound();
  const { order } = await searchParams;
  const id = typeof order === 'string' ? order.trim() : '';

  return (
    <Page title="What happened?" intro="Everything that happened to an order, and why." width="text">
      <form action="/operator" className="card flex flex-wrap items-end gap-3 p-5">
        <div className="min-w-0 grow">
          <label htmlFor="order" className="mb-1.5 block font-semibold">
            Order
          </label>
          <input
            id="order"
            name="order"
            defaultValue={id}
            placeholder="Its id"
            spellCheck={false}
            className="input font-mono text-sm"
          />
        </div>
        <button type="submit" className="button button-primary">
          Look it up
        </button>
      </form>
      {id && <OrderReport id={id} />}
    </Page>
  );
}
