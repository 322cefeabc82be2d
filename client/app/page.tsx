import { CategoryChips } from '@/components/home/category-chips';
import { Filters } from '@/components/home/filters';
import { Hero } from '@/components/home/hero';
import { Listings } from '@/components/home/listings';
import { isNarrowed, readSearch, type SearchParams } from '@/lib/listing-search';

export async function generateMetadata({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { q } = readSearch(await searchParams);
  return q ? { title: `“${q}”` } : {};
}

/** Nothing here waits behind a skeleton: what streams in late needs scripts to appear, and searching works without. */
export default async function Home({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = readSearch(await searchParams);
  const narrowed = isNarrowed(search);
  return (
    <>
      <Hero search={search} small={narrowed || search.cursor !== undefined} />
      <div className="mx-auto w-full max-w-[88rem] px-4 sm:px-6">
        <CategoryChips search={search} />
        <Filters key={JSON.stringify(search)} search={search} />
        <Listings search={search} />
      </div>
    </>
  );
}
