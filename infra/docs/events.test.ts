import { readFile } from 'node:fs/promises';
import { streams } from '@frontrow/common/contracts';
import { describe, expect, test } from '@jest/globals';
import { STREAMS } from '../local/engines/nats-permissions.js';
import { asyncApi, catalogPage, securityEventsPage } from './events.js';
import { limitsPage } from './limits.js';

const read = (file: string) => readFile(new URL(`../../docs/${file}`, import.meta.url), 'utf8');

describe('the documents are up to date (otherwise: npm run docs:events)', () => {
  test('docs/event-catalog.md', async () => expect(await read('event-catalog.md')).toBe(catalogPage()));
  test('docs/limits.md', async () => expect(await read('limits.md')).toBe(limitsPage()));
  test('docs/security/events.md', async () => expect(await read('security/events.md')).toBe(securityEventsPage()));
  test('docs/generated/asyncapi.json', async () => expect(await read('generated/asyncapi.json')).toBe(asyncApi()));
});

test('every reference in the AsyncAPI document leads somewhere', () => {
  const document = JSON.parse(asyncApi());
  const references = [...asyncApi().matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path]) => path!);
  expect(references.length).toBeGreaterThan(50);
  for (const reference of references) {
    const target = reference.split('/').reduce((node, key) => node?.[key], document);
    expect([reference, target]).toEqual([reference, expect.any(Object)]);
  }
});

test('the broker lets those publish and consume whom the contracts name', () => {
  const named = Object.entries(streams).map(([aggregate, stream]) => ({ aggregate, ...stream }));
  expect(STREAMS).toEqual(named);
});
