import { expect, test } from '@jest/globals';
import { isContextual, NewPassword, weaknessOf } from './new-password.ts';

test.each([
  ['password', 'common_password'],
  ['PASSWORD', 'common_password'],
  ['iloveyou', 'common_password'],
  ['Qwerty123', 'sequential_password'],
  ['trustno1', 'common_password'],
  ['Summer2026!', 'common_password'],
  ['ｐａｓｓｗｏｒｄ', 'common_password'],
  ['        ', 'repetitive_password'],
  ['\u00a0 \u2003 \u00a0 \u2003 ', 'repetitive_password'],
  ['aaaaaaaa', 'repetitive_password'],
  ['abcabcabcabc', 'repetitive_password'],
  ['🎫🎫🎫🎫🎫🎫🎫🎫', 'repetitive_password'],
  ['12345678', 'sequential_password'],
  ['87654321', 'sequential_password'],
  ['abcdefgh', 'sequential_password'],
  ['abcd1234', 'sequential_password'],
  ['qwertzuiop', 'sequential_password'],
  ['poiuytrewq', 'sequential_password'],
])('%j is refused: %s', (password, code) => {
  expect(weaknessOf(password)).toBe(code);
  const { error } = NewPassword.safeParse(password);
  expect(error?.issues).toEqual([expect.objectContaining({ params: { code } })]);
});

test.each([
  'a seat in the front row',
  'a seat in the balcony',
  'zwölf Boxkämpfer',
  '🎫🎭🎪🎸🎻🎺🥁🎤',
  'front-row-demo',
  'correct horse battery staple',
  'stage 962300688425',
])('%s is taken', (password) => expect(NewPassword.parse(password)).toBe(password));

const context = {
  email: 'Ada.Lovelace@Example.test',
  name: 'Augusta King',
  publicUrl: 'https://tickets.harbour.example',
};

test.each([
  'frontrow',
  'Front-Row-2026!',
  'ada.lovelace@example.test',
  'Ada Lovelace 1815',
  'lovelace1815',
  'augusta!king',
  'harbour-tickets',
  'tickets.harbour.example',
])('%s is made of what anybody knows', (password) => expect(isContextual(password, context)).toBe(true));

test.each(['a seat in the front row', 'front-row-demo', 'lovelace builds engines', '12345678'])(
  '%s is more than that, or something else',
  (password) => expect(isContextual(password, context)).toBe(false),
);
