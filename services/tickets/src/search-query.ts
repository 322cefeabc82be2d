/**
 * What must be found of the words of a query. They come as PostgreSQL folded them (`folded` in the migrations), as it folds what
 * is searched: in small letters without accents, parted by spaces, with an apostrophe or a hyphen for what stands inside a word.
 */

export interface FoldedQuery {
  /** As it was typed. */
  text: string;
  /** With umlauts and their like spelled out: `muenchen` for München. */
  spelled: string;
}

/** What PostgreSQL looks for, each as the text of a tsquery. */
export interface SearchQuery {
  /** Whole words. */
  exact: string;
  /** Words by their beginnings, for a query that is still being typed; what is quoted is meant exactly. */
  begins: string;
}

/** Words that may be meant in place of one that is misspelled. */
export type SimilarWords = ReadonlyMap<string, readonly string[]>;

interface Term {
  /** The word as it was typed, and spelled out. */
  ways: string[];
  quoted: boolean;
  excluded: boolean;
  /** An `and` stood before it. */
  linked: boolean;
}

/** Words beyond these are not looked for. */
const MOST_TERMS = 40;
/** Nor are more than so many of them corrected, since each is compared with the whole vocabulary. */
const MOST_CORRECTED = 8;
/** Signs of a word beyond these do not matter. */
const MOST_SIGNS = 60;
const CONNECTORS = new Set(['and', 'n', 'und']);

/** A query, or undefined when it has no word in it. */
export function searchQuery(query: FoldedQuery, similar?: SimilarWords): SearchQuery | undefined {
  const alternatives = alternativesOf(query);
  if (alternatives.length === 0) return undefined;
  const write = (typing: boolean) => alternatives.map((terms) => `(${writeTerms(terms, typing, similar)})`).join(' | ');
  return { exact: write(false), begins: write(true) };
}

/** The words of a query that may be misspelled: long enough, of letters alone, and meant neither exactly nor to be left out. */
export const correctableWords = (query: FoldedQuery): string[] =>
  alternativesOf(query)
    .flat()
    .filter(({ quoted, excluded }) => !quoted && !excluded)
    .map(({ ways: [typed = ''] }) => joined(typed))
    .filter((word) => /^\D{4,60}$/u.test(word))
    .slice(0, MOST_CORRECTED);

/** What a query offers for a choice with `or`; each is a list of words of which all are looked for. */
function alternativesOf({ text, spelled }: FoldedQuery): Term[][] {
  const [typed, other] = [tokensOf(text), tokensOf(spelled)];
  const alternatives: Term[][] = [[]];
  let linked = false;
  for (const [index, { excluded, quoted, word }] of typed.entries()) {
    const terms = alternatives.at(-1)!;
    if (word === 'or' && !quoted && !excluded) alternatives.push([]);
    else if (CONNECTORS.has(word) && !quoted && !excluded && terms.length > 0) linked = true;
    else {
      terms.push({ ways: [...new Set([word, other[index]?.word ?? word])], quoted, excluded, linked });
      linked = false;
    }
  }
  return alternatives.filter((terms) => terms.length > 0);
}

const tokensOf = (text: string) =>
  [...text.matchAll(/(-?)(?:"([^"]*)"?|([^ "]+))/g)]
    .map(([, minus, quote, word]) => ({ excluded: minus === '-', quoted: quote !== undefined, word: quote ?? word! }))
    .filter(({ word }) => /[^ '-]/.test(word))
    .slice(0, MOST_TERMS);

const writeTerms = (terms: Term[], typing: boolean, similar: SimilarWords | undefined): string =>
  terms
    .map((term, index) => {
      const isLast = index === terms.length - 1;
      const ways = [
        ...term.ways.map((way) => phrase(way, typing && !term.quoted && !term.excluded, isLast)),
        ...(term.quoted ? [] : oneWord(terms, index, typing)),
        ...(similar?.get(joined(term.ways[0]!)) ?? []).map(quote),
      ];
      return `${term.excluded ? '!' : ''}(${[...new Set(ways)].join(' | ')})`;
    })
    .join(' & ');

/** What is one word here, and may be two in a listing: acdc, hiphop; or two here, and one there. */
function oneWord(terms: Term[], index: number, typing: boolean): string[] {
  const term = terms[index]!;
  const begins = (word: string, last: number) => quote(word) + (typing && last === terms.length - 1 ? ':*' : '');
  const alone = term.ways
    .map(joined)
    .flatMap((word, way) => [
      ...(word === term.ways[way] ? [] : [typing && !term.excluded ? `${quote(word)}:*` : quote(word)]),
      quote(`+${word}`),
    ]);
  if (term.excluded) return alone;
  const [before, after] = [terms[index - 1], terms[index + 1]];
  return [
    ...alone,
    ...(before && canJoin(before) ? together(before, term).map((word) => begins(word, index)) : []),
    ...(after && canJoin(after) ? together(term, after).map((word) => begins(word, index + 1)) : []),
  ];
}

const canJoin = ({ quoted, excluded }: Term) => !quoted && !excluded;

/** Neighbours as one word; where an `and` is between them, with and without it. */
function together({ ways: [first = ''] }: Term, { ways: [second = ''], linked }: Term): string[] {
  return (linked ? ['', 'n', 'and'] : ['']).map((link) => joined(first) + link + joined(second));
}

/** Its parts one after the other: ac, dc. In the middle of a query a single letter stands for itself alone. */
function phrase(way: string, typing: boolean, isLast: boolean): string {
  const parts = way.split(/[ '-]+/).filter(Boolean);
  const end = parts.at(-1)!;
  // As `words_of` has it in the index.
  const isLink = (part: string, index: number) => index > 0 && index < parts.length - 1 && CONNECTORS.has(part);
  return (
    parts
      .map((part, index) => (isLink(part, index) ? 'and' : part))
      .map(quote)
      .join(' <-> ') + (typing && (isLast || end.length > 1) ? ':*' : '')
  );
}

const joined = (way: string) => way.replaceAll(/[ '-]/g, '');

const quote = (word: string) => `'${[...word].slice(0, MOST_SIGNS).join('').replaceAll(/['\\]/g, '')}'`;
