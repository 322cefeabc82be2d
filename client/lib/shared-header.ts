/** For how long a cache on the way may keep a page that is the same for everybody (ADR 34). */
export const SHARED = 'public, s-maxage=1, stale-while-revalidate=5';

/** What names days in a search: they are those of the reader's zone, so such a page is theirs alone. */
export const DAYS = ['from', 'to', 'when'];
