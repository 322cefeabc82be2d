import Link from 'next/link';
import { TicketCard } from '@/components/listing/ticket-card';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Pager } from '@/components/ui/pager';
import { categoryNames } from '@/lib/categories';
import type { Search } from '@/lib/listing-search';
import { isNarrowed, searchPath } from '@/lib/search-path';
import { findListings } from './find-listings';

/** Cards that a screen shows at once, about. */
const ABOVE = 5;
const grid = 'grid grid-cols-2 gap-x-4 gap-y-8 sm:gap-x-6 sm:gap-y-10 md:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5';
/** As high as a screen at least, so that what is below stays out of sight while the list grows and shrinks. */
export async function Listings({ search }: { search: Search }) {
  const answer = await findListings(search);

  return (
    <section aria-labelledby="listings" className="mt-8 min-h-[75vh]">
      <h2 id="listings" tabIndex={-1} className="headline mb-5 text-3xl outline-none sm:text-4xl">
        {headingOf(search)}
      </h2>
      {!answer.ok && <OutOfOrder what="The listings" problem={answer.problem} />}
      {answer.ok && answer.data.length === 0 && <NothingFound search={search} />}
      {answer.ok && answer.data.length > 0 && (
        <ul className={grid}>
          {answer.data.map((ticket, index) => (
            <li key={ticket.id} className="flex min-w-0 *:grow">
              <TicketCard ticket={ticket} above={index < ABOVE} />
            </li>
          ))}
        </ul>
      )}
      <Pager
        first={search.cursor && searchPath(search)}
        next={answer.ok && answer.next ? searchPath(search, { cursor: answer.next }) : undefined}
      />
    </section>
  );
}

function headingOf({ q, category, city, sort }: Search): string {
  const what = category ? categoryNames[category] : q ? 'Results' : sort === 'newest' ? 'Newly listed' : 'Coming up';
  return city ? `${what} in ${city}` : what;
}

function NothingFound({ search }: { search: Search }) {
  if (!isNarrowed(search)) {
    return (
      <Empty
        title="The house is empty"
        action={
          <Link href="/sell/new" className="button button-primary">
            List the first tickets
          </Link>
        }
      >
        Nothing is on sale yet. Anyone signed in may list tickets; it takes a title and a price.
      </Empty>
    );
  }
  return (
    <Empty
      title="Nothing matches that"
      action={
        <>
          {search.q && isNarrowed({ ...search, q: undefined }) && (
            <Link href={searchPath({ q: search.q })} className="button button-primary">
              Search “{search.q}” everywhere
            </Link>
          )}
          <Link href="/" className="button button-quiet">
            See all events
          </Link>
        </>
      }
    >
      No event fits {search.q ? `“${search.q}”` : 'all of these filters'}
      {search.q && ' with these filters'}. Try fewer words, another date, or a wider price range.
    </Empty>
  );
}
