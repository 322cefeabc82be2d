import { type Cursor, encodeCursor } from '@frontrow/common/http';

export interface Page<T> {
  page: T[];
  /** Leads to the page after this one, if there is one. */
  next: string | undefined;
}

/** Makes a page of rows, of which one more than `limit` was asked for to know whether there are more. */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (last: T) => Cursor): Page<T> {
  const page = rows.slice(0, limit);
  return { page, next: rows.length > limit ? encodeCursor(...cursorOf(page.at(-1)!)) : undefined };
}
