import type { SearchParams } from './listing-search';

/** A path with those of the parameters that are given. */
export function pathWith(path: string, params: Record<string, string | undefined>): string {
  const given = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** Where the page of a list begins that an address asks for. */
export const readCursor = ({ cursor }: SearchParams): string | undefined =>
  typeof cursor === 'string' ? cursor : undefined;
