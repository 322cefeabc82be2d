import { categories } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Search } from '@/lib/listing-search';
import { searchPath } from '@/lib/search-path';

export function CategoryChips({ search }: { search: Search }) {
  const [t, site] = [useTranslations('home'), useTranslations('site')];
  const chips = [
    { name: t('everything'), category: undefined },
    ...categories.map((category) => ({ name: site(`categories.${category}`), category })),
  ];
  return (
    <nav
      aria-label={t('categories')}
      className="-mx-4 overflow-x-auto px-4 py-5 [scrollbar-width:none] sm:mx-0 sm:px-0"
    >
      <ul className="flex gap-2 sm:flex-wrap">
        {chips.map(({ name, category }) => {
          const current = search.category === category;
          return (
            <li key={name}>
              <Link
                href={searchPath(search, { category })}
                aria-current={current ? 'true' : undefined}
                scroll={false}
                className={`inline-flex min-h-11 items-center rounded-full border px-4 font-semibold whitespace-nowrap transition-colors ${
                  current ? 'border-ink bg-ink text-page' : 'border-edge bg-surface hover:bg-sunken'
                }`}
              >
                {name}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
