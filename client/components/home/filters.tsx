import { currencies } from '@frontrow/common/contracts';
import { SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type Search, sortNames } from '@/lib/listing-search';
import { isNarrowed, searchPath } from '@/lib/search-path';
import { TidyForm } from './tidy-form';

/** All filters as one plain GET form: they live in the address, and it works without scripts. */
export function Filters({ search }: { search: Search }) {
  const { q, category } = search;
  const open = Boolean(
    search.city || search.from || search.to || search.minPrice || search.maxPrice || search.available,
  );
  const sorts = Object.entries(sortNames).filter(([value]) => value !== 'relevance' || q);
  const sort = search.sort ?? (q ? 'relevance' : 'soonest');

  return (
    <details open={open} className="group card px-4 open:pb-4">
      <summary className="flex min-h-13 list-none items-center gap-2 font-semibold [&::-webkit-details-marker]:hidden">
        <SlidersHorizontal aria-hidden className="size-5 text-accent" />
        Filter and sort
        <span className="ml-auto text-sm font-normal text-muted">{sortNames[sort]}</span>
      </summary>
      <TidyForm className="grid grid-cols-2 items-end gap-3 md:grid-cols-4 xl:grid-cols-8">
        {q && <input type="hidden" name="q" value={q} />}
        {category && <input type="hidden" name="category" value={category} />}
        <Filter name="city" label="City">
          <input
            id="filter-city"
            name="city"
            defaultValue={search.city}
            autoComplete="address-level2"
            className="input"
          />
        </Filter>
        <Filter name="from" label="From">
          <input id="filter-from" name="from" type="date" defaultValue={search.from} className="input" />
        </Filter>
        <Filter name="to" label="Until">
          <input id="filter-to" name="to" type="date" defaultValue={search.to} className="input" />
        </Filter>
        <Filter name="minPrice" label="Lowest price">
          <input
            id="filter-minPrice"
            name="minPrice"
            inputMode="decimal"
            defaultValue={search.minPrice}
            className="input"
          />
        </Filter>
        <Filter name="maxPrice" label="Highest price">
          <input
            id="filter-maxPrice"
            name="maxPrice"
            inputMode="decimal"
            defaultValue={search.maxPrice}
            className="input"
          />
        </Filter>
        <Filter name="currency" label="Currency">
          <select id="filter-currency" name="currency" defaultValue={search.currency} className="input">
            <option value="">Any</option>
            {currencies.map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </select>
        </Filter>
        <Filter name="sort" label="Sort">
          {/* Its default is another once there are words, so it starts anew. */}
          <select key={sort} id="filter-sort" name="sort" defaultValue={sort} className="input">
            {sorts.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
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
          Still available
        </label>
        <div className="col-span-2 flex gap-3 md:col-span-4 xl:col-span-8">
          <button type="submit" className="button button-primary">
            Show events
          </button>
          {isNarrowed(search) && (
            <Link href={searchPath({}, q ? { q } : {})} className="button button-quiet">
              Clear filters
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
