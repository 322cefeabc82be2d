'use client';
import type { Currency } from '@frontrow/common/contracts';
import { SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Search } from '@/lib/listing-search';
import { isNarrowed, searchPath } from '@/lib/search-path';
import { TidyForm } from './tidy-form';

interface Props {
  search: Search;
  currencies: readonly Currency[];
  sorts: readonly NonNullable<Search['sort']>[];
}

/** All filters as one plain GET form: they live in the address, and it works without scripts. */
export function Filters({ search, currencies, sorts: all }: Props) {
  const t = useTranslations('home');
  const { q, category, when } = search;
  const sorts = all.filter((value) => value !== 'relevance' || q);
  const sort = search.sort ?? (q ? 'relevance' : 'soonest');

  return (
    <details className="group card mt-2 px-4 open:pb-4">
      <summary className="flex min-h-13 list-none items-center gap-2 font-semibold [&::-webkit-details-marker]:hidden">
        <SlidersHorizontal aria-hidden className="size-5 text-accent" />
        {t('filters.title')}
        <span className="ml-auto text-sm font-normal text-muted">{t(`sort.${sort}`)}</span>
      </summary>
      <TidyForm className="grid grid-cols-2 items-end gap-3 md:grid-cols-4">
        {q && <input type="hidden" name="q" value={q} />}
        {category && <input type="hidden" name="category" value={category} />}
        {when && <input type="hidden" name="when" value={when} />}
        <Filter name="city" label={t('filters.city')}>
          <input
            id="filter-city"
            name="city"
            defaultValue={search.city}
            autoComplete="address-level2"
            className="input"
          />
        </Filter>
        <Filter name="from" label={t('filters.from')}>
          <input id="filter-from" name="from" type="date" defaultValue={search.from} className="input" />
        </Filter>
        <Filter name="to" label={t('filters.until')}>
          <input id="filter-to" name="to" type="date" defaultValue={search.to} className="input" />
        </Filter>
        <Filter name="minPrice" label={t('filters.lowest')}>
          <input
            id="filter-minPrice"
            name="minPrice"
            inputMode="decimal"
            defaultValue={search.minPrice}
            className="input"
          />
        </Filter>
        <Filter name="maxPrice" label={t('filters.highest')}>
          <input
            id="filter-maxPrice"
            name="maxPrice"
            inputMode="decimal"
            defaultValue={search.maxPrice}
            className="input"
          />
        </Filter>
        <Filter name="currency" label={t('filters.currency')}>
          <select id="filter-currency" name="currency" defaultValue={search.currency} className="input">
            <option value="">{t('filters.any')}</option>
            {currencies.map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </select>
        </Filter>
        <Filter name="sort" label={t('filters.sort')}>
          {/* Its default is another once there are words, so it starts anew. */}
          <select key={sort} id="filter-sort" name="sort" defaultValue={sort} className="input">
            {sorts.map((value) => (
              <option key={value} value={value}>
                {t(`sort.${value}`)}
              </option>
            ))}
          </select>
        </Filter>
        <label className="flex min-h-11 items-center gap-2.5 font-semibold">
          <input
            type="checkbox"
            name="available"
            value="true"
            defaultChecked={search.available === 'true'}
            className="size-5 accent-brand"
          />
          {t('filters.available')}
        </label>
        <div className="col-span-2 flex gap-3 md:col-span-4">
          <button type="submit" className="button button-primary">
            {t('filters.show')}
          </button>
          {isNarrowed(search) && (
            <Link href={searchPath({}, q ? { q } : {})} className="button button-quiet">
              {t('filters.clear')}
            </Link>
          )}
        </div>
      </TidyForm>
    </details>
  );
}

const Filter = ({ name, label, children }: { name: string; label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <label htmlFor={`filter-${name}`} className="mb-1 block text-sm font-semibold">
      {label}
    </label>
    {children}
  </div>
);
