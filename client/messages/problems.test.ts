import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const services = readdirSync(join(root, 'services')).map((name) => `services/${name}/src`);
const words = JSON.parse(readFileSync(join(root, 'client/messages/en/problems.json'), 'utf8'));

function codeIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
}

/** zod's own names for what is wrong. */
const NOT_OURS = new Set(['custom', 'too_big', 'too_small']);

/** Where a refusal gets its code: a member, one of those for a limit, or the last argument of what makes it. */
const CODES = [
  /\bcode: '([a-z_]+)'/g,
  /'(too_[a-z]+)'/g,
  /\b(?:badRequest|unavailable|about)\([^;]*?'([a-z]+_[a-z_]+|wrong|required|starting)'/gs,
];

test('everything that is refused can be said in every language', () => {
  const sources = ['common/src', ...services].flatMap(codeIn);
  const codes = sources.flatMap((text) => CODES.flatMap((code) => [...text.matchAll(code)].map(([, name]) => name!)));
  expect(new Set(codes).size).toBeGreaterThan(80);
  expect([...new Set(codes)].filter((code) => !NOT_OURS.has(code) && !(code in words)).sort()).toEqual([]);
});
