import { expect, test } from '@jest/globals';
import { parseAttackOptions } from './options.js';

test('by itself it is the attack of the design', () => {
  expect(parseAttackOptions([])).toMatchObject({
    minutes: 10,
    honest: 80,
    accounts: 200,
    addresses: 20,
    units: 100,
    cards: 1000,
    limits: 'strict',
    challenge: 'off',
  });
});

test('everything can be made smaller', () => {
  const told = parseAttackOptions(['--minutes', '1', '--honest', '8', '--cards', '50', '--state', '/tmp/x']);
  expect(told).toMatchObject({ minutes: 1, honest: 8, cards: 50, dir: '/tmp/x' });
});

test.each([
  [['--minutes', '0'], /--minutes 0 is not a whole number above nought/],
  [['--addresses', '300', '--accounts', '300'], /250 addresses/],
  [['--accounts', '5'], /more --accounts/],
  [['--limits', 'none'], /strict or generous/],
  [['--speed', '9'], /bin\/attack --help/],
])('%j is refused', (args, words) => expect(() => parseAttackOptions(args)).toThrow(words));
