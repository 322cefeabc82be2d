import { expect, test } from '@jest/globals';
import { ChangeOrganiser, isEmailContact } from './organisers.ts';

const read = (contact: string) => ChangeOrganiser.safeParse({ name: 'The Lantern Company', contact });

test.each([
  ['', ''],
  ['box-office@example.com', 'box-office@example.com'],
  [' Box.Office@münchen-musik.de ', 'Box.Office@münchen-musik.de'],
  ['https://example.com/contact?about=tickets#form', 'https://example.com/contact?about=tickets#form'],
  ['http://example.com', 'http://example.com/'],
  ['example.com/ask', 'https://example.com/ask'],
  ['example.com:8080/ask', 'https://example.com:8080/ask'],
  ['https://example.com/@lanterns', 'https://example.com/@lanterns'],
  ['münchen-musik.de', 'https://xn--mnchen-musik-dlb.de/'],
])('%j may be asked at as %j', (typed, kept) => {
  expect(read(typed).data?.contact).toBe(kept);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,<b>',
  'mailto:someone@example.com',
  'ftp://example.com/',
  'https://',
  'https://localhost/',
  'nowhere',
  'call me',
  'example.com and more',
  'https://frontrow.example@evil.example/',
  'someone@',
  '@lanterns',
  'a@b@example.com',
  '<b>box@example.com</b>',
  `https://example.com/${'a'.repeat(200)}`,
])('nobody can be asked at %j', (typed) => {
  expect(read(typed).success).toBe(false);
});

test('a refusal says so by its code', () => {
  expect(read('nowhere').error?.issues).toMatchObject([{ path: ['contact'], params: { code: 'contact' } }]);
});

test('a name is one line of print', () => {
  const names = ['', 'The Lantern Company', '\u200b', 'two\nlines', 'a'.repeat(61)];
  expect(names.map((name) => ChangeOrganiser.safeParse({ name, contact: '' }).success)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('addresses of mail and of pages are told apart', () => {
  expect(['a@example.com', 'https://example.com/@a', 'https://example.com/'].map(isEmailContact)).toEqual([
    true,
    false,
    false,
  ]);
});
