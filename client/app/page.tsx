import { currencies, ticketSorts } from '@frontrow/common/contracts';
import { getTranslations } from 'next-intl/server';
import { CategoryChips } from '@/components/home/category-chips';
import { ChosenFilters } from '@/components/home/chosen-filters';
import { Filters } from '@/components/home/filters';
import { Hero } from '@/components/home/hero';
import { Listings } from '@/components/home/listings';
import { WhenAndWhere } from '@/components/home/when-and-where';
import { Words } from '@/i18n/words';
import { readSearch, type SearchParams, withCurrency } from '@/lib/listing-search';
import { readZone } from '@/lib/reader';
import { isNarrowed } from '@/lib/search-path';

export async function generateMetadata({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { q } = readSearch(await searchParams);
  // The same for all words: a change of title is called out to screen readers, which would be at every letter typed.
  const t = await getTranslations('home.search');
  return q ? { title: t('title') } : {};
}

/** Nothing here waits behind a skeleton: what streams in late needs scripts to appear, and searching works without. */
export default async function Home({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = withCurrency(readSearch(await searchParams), (await readZone()).locale);
  const narrowed = isNarrowed(search);
  // The filters start anew when others are set, yet stay as they are while words are typed.
  const { q, cursor, ...filters } = search;
  return (
    <Words areas={['event.announced', 'event.availability', 'home.filters', 'home.search', 'home.sort']}>
      <Hero search={search} small={narrowed || cursor !== undefined} />
      <div className="mx-auto w-full max-w-[88rem] px-4 sm:px-6">
        <div className="pt-3.5 pb-2">
          <CategoryChips search={search} />
          <WhenAndWhere search={search} />
        </div>
        <Filters key={JSON.stringify(filters)} search={search} currencies={currencies} sorts={ticketSorts} />
        <ChosenFilters search={search} />
        <Listings search={search} />
      </div>
    </Words>
  );
}
