import { addDays, categories, currencies, startOfDay, ticketSorts } from '@frontrow/common/contracts';
import type { ListingQuery } from './api/api';
import { readPrice } from './read-price';
import { comparesPrices, readerCurrency } from './reader-currency';
import { periodOf, type When, whens } from './when';

export type SearchParams = Record<string, string | string[] | undefined>;

/** The filters of the home page exactly as they stand in its address, junk left out. */
export interface Search {
  q?: string;
  category?: (typeof categories)[number];
  city?: string;
  /** A period by its name, in place of days. */
  when?: When;
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
  const [from, to] = inOrder(day('from'), day('to'), (one, other) => one > other);
  const [minPrice, maxPrice] = inOrder(
    price('minPrice'),
    price('maxPrice'),
    (one, other) => Number(one) > Number(other),
  );
  const found: { [K in keyof Search]: Search[K] | undefined } = {
    q: text('q'),
    category: oneOf('category', categories),
    city: text('city', 80),
    when: from || to ? undefined : oneOf('when', whens),
    from,
    to,
    minPrice,
    maxPrice,
    currency: oneOf('currency', currencies),
    available: text('available') === 'true' ? 'true' : undefined,
    sort: oneOf('sort', ticketSorts),
    cursor: text('cursor', 500),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Search;
}

/** Both ends of a range, whichever way round they were typed. */
const inOrder = (
  one: string | undefined,
  other: string | undefined,
  isAfter: (one: string, other: string) => boolean,
): [string | undefined, string | undefined] =>
  one !== undefined && other !== undefined && isAfter(one, other) ? [other, one] : [one, other];

/** Prices are compared within one currency: the one asked for, else the one that the reader knows. */
export const withCurrency = (search: Search, locale: string): Search =>
  search.currency === undefined && comparesPrices(search) ? { ...search, currency: readerCurrency(locale) } : search;

/** The same search as the API asks for it: days become instants in the reader's time zone, the last one included. */
export function toListingQuery(search: Search, timeZone: string, now = new Date()): ListingQuery {
  const { when, from, to, minPrice, maxPrice, available, ...same } = search;
  const period = when
    ? periodOf(when, now, timeZone)
    : {
        from: from === undefined ? undefined : startOfDay(from, timeZone),
        to: to === undefined ? undefined : startOfDay(addDays(to, 1), timeZone),
      };
  const query: { [K in keyof ListingQuery]: ListingQuery[K] | undefined } = {
    ...same,
    sort: search.sort === 'relevance' && !search.q ? undefined : search.sort,
    from: period.from?.toISOString(),
    to: period.to?.toISOString(),
    minPrice: minPrice === undefined ? undefined : Number(minPrice),
    maxPrice: maxPrice === undefined ? undefined : Number(maxPrice),
    available: available && true,
  };
  return query as ListingQuery;
}
