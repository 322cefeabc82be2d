import { expect, test } from '@jest/globals';
import { readWanted } from './lookup.ts';

const id = '01a22e54-91a6-72a9-b56e-023669c391f6';

test.each([
  [' ada@example.test ', { email: 'ada@example.test' }],
  ['4242', { last4: '4242', words: '4242' }],
  [id, { id, number: id }],
  ['fr 7k2m 93qx', { number: 'fr 7k2m 93qx', words: 'fr 7k2m 93qx' }],
  ['FR3-7K2M-93QX', { number: 'FR3-7K2M-93QX', words: 'FR3-7K2M-93QX' }],
  ['Concerts', { number: 'Concerts', words: 'Concerts' }],
  ['facade', { words: 'facade' }],
  ['night ferry', { words: 'night ferry' }],
  ['me @ home', { words: 'me @ home' }],
  ['12345', { words: '12345' }],
  ['   ', {}],
])('%j is read as all that it could be', (text, wanted) => {
  expect(readWanted(text)).toEqual(wanted);
});
