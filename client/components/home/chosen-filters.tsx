import { writeTime } from '@frontrow/common/contracts';
import { X } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { Search } from '@/lib/listing-search';
import { formatPrice } from '@/lib/money';
import { searchPath } from '@/lib/search-path';

/** Filters that no other chip shows, in words, each to be taken away with a tap. */
export function ChosenFilters({ search }: { search: Search }) {
  const [t, locale] = [useTranslations('home'), useLocale()];
  const { from, to, minPrice, maxPrice, currency, available } = search;
  const day = (text: string) => writeTime(`${text}T00:00:00Z`, 'day', { locale, timeZone: 'UTC', now: Date.now() });
  const price = (amount: string) => (currency ? formatPrice(Number(amount), currency, locale) : amount);
  const range = (low: string | undefined, high: string | undefined) => {
    if (low && high) return t('chosen.between', { low, high });
    return low ? t('chosen.from', { low }) : high ? t('chosen.until', { high }) : undefined;
  };
  const chosen = [
    { words: range(from && day(from), to && day(to)), without: { from: undefined, to: undefined } },
    {
      words: range(minPrice && price(minPrice), maxPrice && price(maxPrice)),
      without: { minPrice: undefined, maxPrice: undefined, currency: undefined },
    },
    { words: available && t('filters.available'), without: { available: undefined } },
  ].filter(({ words }) => words);
  if (chosen.length === 0) return null;
  return (
    <ul aria-label={t('chosen.name')} className="mt-3 flex flex-wrap gap-2">
      {chosen.map(({ words, without }) => (
        <li key={words}>
          <Link
            href={searchPath(search, without)}
            prefetch={false}
            scroll={false}
            aria-label={t('chosen.remove', { filter: words! })}
            className="chip gap-1.5"
          >
            {words}
            <X aria-hidden className="size-4" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
