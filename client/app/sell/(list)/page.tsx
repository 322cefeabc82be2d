import { Plus } from 'lucide-react';
import Link from 'next/link';
import { SellingRow } from '@/components/sell/selling-row';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';

export const metadata = { title: 'Your listings' };

export default async function Sell({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor: given } = await searchParams;
  const cursor = typeof given === 'string' ? given : undefined;
  const answer = asMember(await (await serverApi()).tickets.selling({ cursor, limit: 20 }), '/sell');
  const create = (
    <Link href="/sell/new" className="button button-primary">
      <Plus aria-hidden className="size-5" />
      List tickets
    </Link>
  );
  return (
    <Page title="Your listings" intro="What you have on sale, and how it is going." actions={create}>
      {!answer.ok && <OutOfOrder what="Your listings" problem={answer.problem} />}
      {answer.ok && answer.data.length === 0 && (
        <Empty title="Nothing on sale yet" action={create}>
          A title and a price are enough. You can add the date, the place and the rest at any time.
        </Empty>
      )}
      {answer.ok && answer.data.length > 0 && (
        <ul className="grid gap-4 xl:grid-cols-2">
          {answer.data.map((listing) => (
            <li key={listing.id} className="min-w-0">
              <SellingRow listing={listing} />
            </li>
          ))}
        </ul>
      )}
      <Pager
        first={cursor && '/sell'}
        next={answer.ok && answer.next ? `/sell?cursor=${encodeURIComponent(answer.next)}` : undefined}
      />
    </Page>
  );
}
