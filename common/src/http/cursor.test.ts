import { expect, test } from '@jest/globals';
import { newId } from '../database/index.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { HttpProblem } from './problem.ts';

test.each(['2026-11-22T19:30:00.000Z', 1999, null])('a position survives the way to the client and back: %s', (key) => {
  const id = newId();
  expect(decodeCursor(encodeCursor(key, id))).toEqual([key, id]);
});

test.each(['', 'x', '%', btoa('[]'), btoa('["a","b"]'), btoa('{"a":1}')])('"%s" is a 400', (text) => {
  expect(() => decodeCursor(text)).toThrow(HttpProblem);
});
