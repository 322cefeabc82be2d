import { getTranslations } from 'next-intl/server';
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
  const t = await getTranslations('home.found');
  if (!answer.ok) return t('failed');
  const [count, words] = [answer.next ? PAGE : answer.data.length, search.q];
  if (words && answer.similar) return t('similar', { count, words });
  if (words) return t(answer.next ? 'manyWords' : 'words', { count, words });
  return t(answer.next ? 'manyFilters' : 'filters', { count });
}
