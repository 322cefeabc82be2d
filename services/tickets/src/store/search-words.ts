import { type Queryable, statement } from '@frontrow/common/database';
import {
  correctableWords,
  type FoldedQuery,
  type SearchQuery,
  type SimilarWords,
  searchQuery,
} from '../search-query.ts';

const fold = statement<FoldedQuery>('fold', 'select folded($1) as text, folded(spelled_out($1)) as spelled');

/** What many look for is folded once. */
const MOST_KEPT = 1000;
const kept = new Map<string, FoldedQuery>();

/** The words of a query in the spelling of the index, which PostgreSQL alone knows. */
export async function foldWords(from: Queryable, words: string): Promise<FoldedQuery> {
  const known = kept.get(words);
  if (known) return known;
  const [folded] = await fold(from, [words]);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(words, folded!);
  return folded!;
}

const findSimilar = statement<{ wanted: string; words: string[] }>(
  'similar_words',
  `select wanted, array(select similar_words(wanted)) as words from unnest($1::text[]) as wanted`,
);

/** What a query may mean whose words are misspelled; undefined when none of them is nearly another. */
export async function similarQuery(from: Queryable, query: FoldedQuery): Promise<SearchQuery | undefined> {
  const wanted = correctableWords(query);
  if (wanted.length === 0) return undefined;
  const similar: SimilarWords = new Map(
    (await findSimilar(from, [wanted])).filter(({ words }) => words.length > 0).map((row) => [row.wanted, row.words]),
  );
  return similar.size > 0 ? searchQuery(query, similar) : undefined;
}
