import { getTranslations } from 'next-intl/server';
import { serverApi } from '@/lib/api/server';
import type { Search } from '@/lib/listing-search';
import { searchPath } from '@/lib/search-path';
import { whens } from '@/lib/when';
import { ChipRow, Chips } from './chips';

/** More would be a second line. */
const MOST = 6;

/** What most people narrow a search by, each a tap; another tap takes it back. */
export async function WhenAndWhere({ search }: { search: Search }) {
  const [t, answer] = [await getTranslations('home'), await (await serverApi()).tickets.cities()];
  const times = whens.map((when) => {
    const current = search.when === when;
    const days = { from: undefined, to: undefined };
    return {
      name: t(`when.${when}`),
      current,
      href: searchPath(search, { when: current ? undefined : when, ...days }),
    };
  });
  // Without their list there is still the city that was chosen.
  const known = (answer.ok ? answer.data : []).map(({ city }) => city);
  const cities = [...(search.city && !known.some(isChosen) ? [search.city] : []), ...known].slice(0, MOST);
  const places = cities.map((city) => {
    const current = isChosen(city);
    return { name: city, current, href: searchPath(search, { city: current ? undefined : city }) };
  });
  return (
    <ChipRow chosen={`${search.when} ${search.city}`}>
      <Chips label={t('when.name')} chips={times} />
      {places.length > 0 && <Chips label={t('where')} chips={places} />}
    </ChipRow>
  );

  function isChosen(city: string) {
    return search.city !== undefined && city.localeCompare(search.city, undefined, { sensitivity: 'base' }) === 0;
  }
}
