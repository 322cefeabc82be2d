import { addDays, categories, currencies, startOfDay, ticketSorts } from '@frontrow/common/contracts';
import type { ListingQuery } from './api/api';
import { readPrice } from './read-price';

export type SearchParams = Record<string, string | string[] | undefined>;

/** The filters of the home page exactly as they stand in its address, junk left out. */
export interface Search {
  q?: string;
  category?: (typeof categories)[number];
  city?: string;
  from?: string;
  to?: string;
  minPrice?: string;
  maxPrice?: string;
  currency?: (typeof currencies)[number];
  available?: 'true';
  sort?: (typeof ticketSorts)[number];
  cursor?: string;
}

export function readSearch(params: SearchParams): Search {
  const text = (name: string, max = 200) => {
    const value = params[name];
    const first = (Array.isArray(value) ? value[0] : value)?.trim().slice(0, max);
    return first === '' ? undefined : first;
  };
  const oneOf = <T extends string>(name: string, options: readonly T[]) =>
    options.find((option) => option === text(name));
  const matching = (name: string, pattern: RegExp) => {
    const value = text(name);
    return value && pattern.test(value) ? value : undefined;
  };
  /** A price as it was typed, also with a comma; what could mean two amounts is left out. */
  const price = (name: string) => {
    const read = readPrice(text(name) ?? '', '');
    return 'price' in read && /^\d{1,9}(\.\d{1,3})?$/.test(read.price) ? read.price : undefined;
  };
  /** A day that there is, within the years that the API knows. */
  const day = (name: string) => {
    const value = matching(name, /^(19[89]\d|20\d\d|21[0-8]\d)-\d\d-\d\d$/);
    const date = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${value}T`) ? value : undefined;
  };
  const found: { [K in keyof Search]: Search[K] | undefined } = {
    q: text('q'),
    category: oneOf('category', categories),
    city: text('city', 80),
    from: day('from'),
    to: day('to'),
    minPrice: price('minPrice'),
    maxPrice: price('maxPrice'),
    currency: oneOf('currency', currencies),
    available: text('available') === 'true' ? 'true' : undefined,
    sort: oneOf('sort', ticketSorts),
    cursor: text('cursor', 500),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Search;
}

/** The same search as the API asks for it: days become instants in the reader's time zone, the last one included. */
export function toListingQuery(search: Search, timeZone: string): ListingQuery {
  const { from, to, minPrice, maxPrice, available, ...same } = search;
  const query: { [K in keyof ListingQuery]: ListingQuery[K] | undefined } = {
    ...same,
    sort: search.sort === 'relevance' && !search.q ? undefined : search.sort,
    from: from && startOfDay(from, timeZone).toISOString(),
    to: to && startOfDay(addDays(to, 1), timeZone).toISOString(),
    minPrice: minPrice === undefined ? undefined : Number(minPrice),
    maxPrice: maxPrice === undefined ? undefined : Number(maxPrice),
    available: available && true,
  };
  return query as ListingQuery;
}
