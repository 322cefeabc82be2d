import { z } from 'zod';
import { Id } from '../contracts/index.ts';
import { badRequest } from './problem.ts';

const Cursor = z.tuple([z.union([z.string(), z.number(), z.null()]), Id]);
export type Cursor = z.infer<typeof Cursor>;

/** A page's position as an opaque text: the sort key and the id of its last row. */
export const encodeCursor = (...cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Reads a position back; throws a 400 when it was not made by `encodeCursor`. */
export function decodeCursor(text: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw badCursor();
  }
}

export const badCursor = () => badRequest('cursor', 'must come from a Link header', 'bad_cursor');
