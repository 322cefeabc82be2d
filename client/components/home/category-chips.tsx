import { categories } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import type { Search } from '@/lib/listing-search';
import { searchPath } from '@/lib/search-path';
import { ChipRow, Chips } from './chips';

export function CategoryChips({ search }: { search: Search }) {
  const [t, site] = [useTranslations('home'), useTranslations('site')];
  const chips = [
    { name: t('everything'), category: undefined },
    ...categories.map((category) => ({ name: site(`categories.${category}`), category })),
  ].map(({ name, category }) => ({
    name,
    href: searchPath(search, { category }),
    current: search.category === category,
  }));
  return (
    <ChipRow chosen={search.category}>
      <Chips label={t('categories')} chips={chips} />
    </ChipRow>
  );
}
