import { expect, test } from '@jest/globals';
import type { NextRequest } from 'next/server';
import { asSharedRequest, isShared } from './shared-pages.ts';

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const cookies = new Map((headers.cookie ?? '').split('; ').map((pair) => pair.split('=') as [string, string]));
  return {
    method,
    nextUrl: new URL(path, 'http://localhost'),
    headers: new Headers(headers),
    cookies: { get: (name: string) => (cookies.has(name) ? { name, value: cookies.get(name) } : undefined) },
  } as unknown as NextRequest;
};

test.each(['/', '/?q=jazz&sort=price', '/tickets/1', '/tickets/1?quantity=2'])('%s is for everybody', (path) => {
  expect(isShared(ask(path))).toBe(true);
  expect(isShared(ask(path, { cookie: 'zone=Europe/Berlin; theme=dark; lang=de' }))).toBe(true);
});

test.each([
  '/?from=2026-12-01',
  '/?to=2026-12-01',
  '/?when=today',
  '/signin',
  '/orders',
  '/tickets/1/edit',
  '/tickets',
])('%s is not', (path) => expect(isShared(ask(path))).toBe(false));

test.each([
  [{ cookie: 'session=1' }],
  [{ cookie: 'zone=UTC; session=1' }],
  [{ cookie: '__Host-session=1' }],
  [{ cookie: 'SESSION2=1' }],
  [{ authorization: 'Bearer 1' }],
])('nothing is for everybody with %p', (headers: Record<string, string>) => {
  expect(isShared(ask('/', headers))).toBe(false);
});

test('nothing is for everybody that changes something', () => {
  expect(isShared(ask('/', {}, 'POST'))).toBe(false);
});

test('such a page is asked for without anything of its reader but the language', () => {
  const headers = asSharedRequest(
    ask('/', {
      cookie: 'zone=Europe/Berlin; theme=dark; other=1',
      'accept-language': 'en-US,en;q=0.9',
      referer: 'https://elsewhere.example',
      'user-agent': 'someone',
      'x-forwarded-for': '203.0.113.7',
      host: 'localhost',
    }),
  );
  expect(Object.fromEntries(headers)).toEqual({ cookie: 'lang=en', 'accept-language': 'en-GB', host: 'localhost' });
  expect(asSharedRequest(ask('/', { cookie: 'lang=de', 'accept-language': 'en' })).get('cookie')).toBe('lang=de');
});
