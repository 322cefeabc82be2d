import type { Search } from './listing-search';

type Changes = { [K in keyof Search]?: Search[K] | undefined };

/** Whether the reader narrowed anything; order and page do not count. */
export const isNarrowed = ({ sort, cursor, ...filters }: Changes): boolean =>
  Object.values(filters).some((value) => value !== undefined);

/** The address of the home page for a search; changes start again at its first page. */
export function searchPath(search: Search, changes: Changes = {}): string {
  const { cursor, ...kept } = search;
  const given = Object.entries({ ...kept, ...changes }).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '/' : `/?${new URLSearchParams(given as [string, string][])}`;
}
