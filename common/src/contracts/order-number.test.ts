import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inCluster } from './id.ts';
import { orderNumber, orderOfNumber } from './order-number.ts';

const ID = '019a3c5e-7d10-7a41-b3c2-3cc544836100';

test('a number is said in two halves, and names the cluster where there are several', () => {
  expect(orderNumber(ID)).toBe('FR-7K2M-90V1');
  expect(orderNumber(inCluster(ID, 3))).toBe('FR3-7K2M-90V1');
});

test('each id has a number of its own, which leads back to it', () => {
  fc.assert(
    fc.property(fc.uuid({ version: 7 }), (id) => {
      expect(orderOfNumber(orderNumber(id))).toBe(id.slice(24));
    }),
  );
});

test.each(['FR-7K2M-90V1', 'fr 7k2m 90v1', '7K2M90V1', 'FR-7K2M-9OUI', 'FR0-7k2m-9ovl'])('%s is read', (typed) =>
  expect(orderOfNumber(typed)).toBe('3cc544836100'),
);

test.each(['', 'FR-7K2M-90V', 'XX-7K2M-90V1', 'FR256-7K2M-90V1', 'FR-7K2M-90VÄ', ID])('%s is no number', (typed) => {
  expect(orderOfNumber(typed)).toBeNull();
});
