import type { Search } from '@/lib/listing-search';
import { isNarrowed } from '@/lib/search-path';
import { findListings, PAGE } from './find-listings';

/** How much a search finds, said to screen readers as it changes. Its line is there before, so that nothing moves. */
export async function Found({ search }: { search: Search }) {
  return (
    <p role="status" className="mt-3 h-6 truncate pl-4 text-stage-muted">
      {isNarrowed(search) && !search.cursor && (await wordsFor(search))}
    </p>
  );
}

async function wordsFor(search: Search): Promise<string> {
  const answer = await findListings(search);
  if (!answer.ok) return 'The search does not answer right now.';
  const count = answer.data.length;
  const events = answer.next ? `More than ${PAGE} events` : count === 1 ? '1 event' : `${count || 'No'} events`;
  return search.q ? `${events} for “${search.q}”` : `${events} with these filters`;
}
