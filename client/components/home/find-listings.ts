import { cache } from 'react';
import { serverApi } from '@/lib/api/server';
import { type Search, toListingQuery } from '@/lib/listing-search';
import { readZone } from '@/lib/reader';

export const PAGE = 30;

/** What a search finds, asked for once although both the list and the number beside the search show it. */
export const findListings = cache(async (search: Search) => {
  const { timeZone } = await readZone();
  return (await serverApi()).tickets.list({ ...toListingQuery(search, timeZone), limit: PAGE });
});
