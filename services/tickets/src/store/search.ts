import { type CityView, currencyOf, type OnSaleView, type TicketQuery } from '@frontrow/common/contracts';
import { type Queryable, sqlState, statement } from '@frontrow/common/database';
import { badCursor, decodeCursor } from '@frontrow/common/http';
import { type SearchQuery, searchQuery } from '../search-query.ts';
import { AVAILABLE, LISTING_JSON } from './listings.ts';
import { type Page, pageOf } from './paging.ts';
import { foldWords, similarQuery } from './search-words.ts';

/** What a page is sorted by before the id, its type in the database, and its direction. */
interface Sort {
  key: string;
  type: 'timestamptz' | 'uuid' | 'numeric' | 'real';
  descending?: boolean;
}

interface Found {
  id: string;
  json: string;
  sortKey: string;
}

/** Adds a value to a statement; returns how its text names it. */
type Param = (value: unknown) => string;

/** A page of listings in JSON. `truncated`: it is the last one, but there is more with these words than is ranked. */
interface FoundPage extends Page<string> {
  truncated: boolean;
}

/** A page of what was found, and whether by words that are spelled nearly as those that were asked for. */
export interface SearchPage extends FoundPage {
  similar: boolean;
}

/** Before the cursors of pages with similar words, so that the next page goes on with them. */
const SIMILAR = '~';
const NOTHING: FoundPage = { page: [], next: undefined, truncated: false };

/**
 * A page of what a visitor looks for, each listing in JSON as `toView` has it. Words that are misspelled are looked for only where
 * nothing at all has them as they are, so they never stand among what was meant.
 */
export async function searchListings(from: Queryable, query: TicketQuery): Promise<SearchPage> {
  const { q, cursor } = query;
  if (!q) return { ...(await findPage(from, query)), similar: false };
  const folded = await foldWords(from, q);
  const isSimilar = cursor?.startsWith(SIMILAR);
  if (!isSimilar) {
    const words = searchQuery(folded);
    const found = words ? await findPage(from, query, words) : NOTHING;
    if (found.page.length > 0 || cursor) return { ...found, similar: false };
  }
  const words = await similarQuery(from, folded);
  if (!words) return { ...NOTHING, similar: false };
  const { page, next, truncated } = await findPage(from, { ...query, cursor: cursor?.slice(SIMILAR.length) }, words);
  return { page, next: next && SIMILAR + next, truncated, similar: page.length > 0 };
}

/** A listing that changes between two pages is never shown twice for its own sake. */
async function findPage(from: Queryable, query: TicketQuery, words?: SearchQuery): Promise<FoundPage> {
  const values: unknown[] = [];
  const text = textOf(query, words, (value) => `$${values.push(value)}`);
  try {
    const found = await run(from, text, values, words);
    const { page, next } = pageOf(found, query.limit, (last) => [last.sortKey, last.id]);
    // A first page is shorter than what is ranked, so that nothing is asked after most searches.
    const ends = query.cursor !== undefined && next === undefined && words && isByRelevance(query);
    const truncated = ends ? await leavesOut(from, query, words) : false;
    return { page: page.map(({ json }) => json), next, truncated };
  } catch (error) {
    // The key in a cursor that was made up, or that belongs to another sort, does not fit the key's type.
    if (query.cursor && sqlState(error)?.startsWith('22')) throw badCursor();
    throw error;
  }
}

/** Each connection keeps what was prepared, and anybody can make up another combination of filters. */
const MOST_PREPARED = 64;
const prepared = new Map<string, ReturnType<typeof statement<Found>>>();

/**
 * Runs a search as a prepared statement if it is one of the first kinds that were asked for. One for words is planned anew
 * each time: PostgreSQL takes words that it does not know yet for rare, and then ranks whatever has them, ten times as long.
 */
async function run(from: Queryable, text: string, values: unknown[], words?: SearchQuery): Promise<Found[]> {
  const known = prepared.get(text);
  if (known) return known(from, values);
  if (words || prepared.size === MOST_PREPARED) return (await from.client.query<Found>({ text, values })).rows;
  const made = statement<Found>('search', text);
  prepared.set(text, made);
  return made(from, values);
}

/** What is always the same stands in the text, where the planner sees it: partial indexes, and how much is wanted. */
function textOf(query: TicketQuery, words: SearchQuery | undefined, param: Param): string {
  const sort = sortOf(query, words, param);
  const { key, descending } = sort;
  const direction = descending ? 'desc' : 'asc';
  const filters = filtersOf(query, param);
  const rest = after(query.cursor, sort, param);
  const [from, where] =
    words && isByRelevance(query)
      ? [`${ranked(words, filters, param)} as ranked join tickets using (id)`, rest]
      : ['tickets', [...filters, ...(words ? [matches(words, param)] : []), ...rest]];
  return `select tickets.id, (${key})::text as "sortKey", ${LISTING_JSON} as json
    from ${from} ${WITH_STOCK} ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
    order by ${key} ${direction}, tickets.id ${direction}
    limit ${query.limit + 1}`;
}

const WITH_STOCK = 'left join stock on stock.ticket_id = tickets.id';

/** Listings of a kind that are ranked, the soonest first. */
const MOST_RANKED = 300;

/**
 * What is sorted by relevance: listings with the words in their titles, those with the words anywhere, and if these are few
 * those with beginnings of the words. To rank all that have a word of a third of a hundred thousand listings would take a
 * tenth of a second, and nobody turns so many pages.
 */
function ranked(words: SearchQuery, filters: string[], param: Param): string {
  const soonest = (conditions: string[]) =>
    `(select tickets.id from tickets ${WITH_STOCK} where ${[...conditions, ...filters].join(' and ')}
      order by tickets.sort_time, tickets.id limit ${MOST_RANKED})`;
  const exact = `${param(words.exact)}::tsquery`;
  const anywhere = `tickets.search @@ ${exact}`;
  const inTitle = `tickets.title_words @@ ${exact}`;
  // What a `-` excludes must be nowhere, also where the title has nothing of it.
  const titled = words.exact.includes('!') ? [inTitle, anywhere] : [inTitle];
  return `(
      with exact as materialized (${soonest(titled)} union ${soonest([anywhere])})
      select id from exact
      union ${soonest([matches(words, param), `(select count(*) from exact) < ${MOST_RANKED}`])}
    )`;
}

/** Whether there is anything that is found by words but not ranked. */
async function leavesOut(from: Queryable, query: TicketQuery, words: SearchQuery): Promise<boolean> {
  const values: unknown[] = [];
  const param = (value: unknown) => `$${values.push(value)}`;
  const filters = filtersOf(query, param);
  const text = `select tickets.id from tickets ${WITH_STOCK}
    where ${[matches(words, param), ...filters].join(' and ')}
      and tickets.id not in (select id from ${ranked(words, filters, param)} as ranked) limit 1`;
  return (await run(from, text, values, words)).length > 0;
}

const matches = ({ begins }: SearchQuery, param: Param) => `tickets.search @@ ${param(begins)}::tsquery`;

const isByRelevance = ({ sort }: TicketQuery) => (sort ?? 'relevance') === 'relevance';

function sortOf(query: TicketQuery, words: SearchQuery | undefined, param: Param): Sort {
  if (words && isByRelevance(query)) return { key: relevance(words, param), type: 'real', descending: true };
  switch (query.sort) {
    case 'newest':
      return { key: 'tickets.id', type: 'uuid', descending: true };
    case 'price':
      return { key: 'tickets.amount', type: 'numeric' };
    case '-price':
      return { key: 'tickets.amount', type: 'numeric', descending: true };
    default:
      return { key: 'tickets.sort_time', type: 'timestamptz' };
  }
}

/** Whole words count once more than their beginnings, and a short text more than a long one. */
const relevance = ({ begins, exact }: SearchQuery, param: Param) =>
  `(ts_rank(tickets.search, ${param(begins)}::tsquery, 1) + ts_rank(tickets.search, ${param(exact)}::tsquery, 1))`;

function filtersOf(query: TicketQuery, param: Param): string[] {
  const { category, city, sellerId, from, to, minPrice, maxPrice } = query;
  const currency = currencyOf(query);
  return [
    "tickets.status = 'on_sale'",
    "tickets.sales <> 'ended'",
    'not tickets.suspended',
    // What has been over for a while is marked, which the indexes are without; the rest is judged by the clock.
    'not tickets.past',
    'least(tickets.sales_end_at, tickets.over_at) > statement_timestamp()',
    (from || to) && 'tickets.starts_at is not null',
    from && `tickets.over_at > ${param(from)}`,
    to && `tickets.starts_at <= ${param(to)}`,
    category && `tickets.category = ${param(category)}`,
    city && `tickets.city_key = city_key(${param(city)})`,
    sellerId && `tickets.seller_id = ${param(sellerId)}`,
    currency && `tickets.currency = ${param(currency)}`,
    minPrice !== undefined && `tickets.amount >= ${param(minPrice)}`,
    maxPrice !== undefined && `tickets.amount <= ${param(maxPrice)}`,
    query.available && `${AVAILABLE} > 0`,
  ].filter((filter) => typeof filter === 'string' && filter !== '') as string[];
}

function after(cursor: string | undefined, { key, type, descending }: Sort, param: Param): string[] {
  if (cursor === undefined) return [];
  const [lastKey, lastId] = decodeCursor(cursor);
  return [
    `(${key}, tickets.id) ${descending ? '<' : '>'} (${param(String(lastKey))}::${type}, ${param(lastId)}::uuid)`,
  ];
}

/** What a search finds that is for nothing in particular. */
const FOUND = filtersOf({ limit: 1 }, () => '').join(' and ');

const cities = statement<CityView>(
  'cities',
  `select (array_agg(city order by events desc, city))[1] as city, sum(events)::int as listings
   from (select city_key, city, count(*) as events from tickets
     where ${FOUND} and city_key <> '' group by city_key, city) as spellings
   group by city_key order by listings desc, city limit $1`,
);

/** The cities with the most events to come, each by the name that most of them give it. */
export const findCities = (from: Queryable, most: number): Promise<CityView[]> => cities(from, [most]);

const onSale = statement<{ id: string; sellerId: string; updatedAt: Date }>(
  'on_sale',
  `select id, seller_id as "sellerId", updated_at as "updatedAt" from tickets
   where ${FOUND} and ($1::uuid is null or id > $1) order by id limit $2`,
);

/** A page of all that is on sale, the oldest first. */
export async function findOnSale(
  from: Queryable,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<OnSaleView>> {
  const rows = await onSale(from, [cursor === undefined ? null : decodeCursor(cursor)[1], limit + 1]);
  const views = rows.map(({ updatedAt, ...row }) => ({ ...row, updatedAt: updatedAt.toISOString() }));
  return pageOf(views, limit, ({ id }) => [null, id]);
}
