import { describe, expect, test } from '@jest/globals';
import { salesProblem } from './place.ts';
import { available, followListing, isSameOffer, type Stock, unsold } from './stock.ts';

const stock: Stock = {
  ticketId: 'x',
  version: 1,
  capacity: 10,
  held: 2,
  sold: 3,
  closed: false,
  sales: 'open',
  suspended: false,
};
const open = { suspended: false };

describe('a stock', () => {
  test('follows its listing: paused, ended and resumed, and closed with the event', () => {
    const paused = followListing(stock, { quantity: 10, status: 'on_sale', sales: 'paused', ...open });
    expect(paused).toEqual({ ...stock, sales: 'paused' });
    expect(followListing(paused, { quantity: 10, status: 'on_sale', sales: 'open', ...open })).toEqual(stock);
    expect(followListing(paused, { quantity: 4, status: 'cancelled', sales: 'paused', ...open })).toEqual({
      ...paused,
      capacity: 5,
      closed: true,
    });
  });

  test('keeps its units while sales are paused, and lets none be reserved', () => {
    for (const sales of ['paused', 'ended'] as const) {
      expect([unsold({ ...stock, sales }), available({ ...stock, sales })]).toEqual([5, 0]);
    }
    expect([unsold(stock), available(stock)]).toEqual([5, 5]);
    expect(unsold({ ...stock, closed: true })).toBe(0);
  });

  test('is suspended beside what its seller wants of the sales, and is as before once that is lifted', () => {
    for (const sales of ['open', 'paused', 'ended'] as const) {
      const wanted = { quantity: 10, status: 'on_sale', sales } as const;
      const suspended = followListing(stock, { ...wanted, suspended: true });
      expect(suspended).toEqual({ ...stock, sales, suspended: true });
      expect([unsold(suspended), available(suspended)]).toEqual([5, 0]);
      expect(followListing(suspended, { ...wanted, suspended: false })).toEqual({ ...stock, sales });
    }
  });

  test('is the same offer until its seller or operators decide otherwise', () => {
    expect(isSameOffer(stock, { ...stock, held: 9, version: 7 })).toBe(true);
    for (const change of [{ sales: 'paused' as const }, { capacity: 9 }, { closed: true }, { suspended: true }])
      expect(isSameOffer(stock, { ...stock, ...change })).toBe(false);
  });
});

test('why nothing is sold is said in words', () => {
  expect(salesProblem(stock)).toBeNull();
  expect(salesProblem({ closed: false, sales: 'paused', ...open })).toMatchObject({ rejected: 'sales are paused' });
  expect(salesProblem({ closed: false, sales: 'ended', ...open })).toMatchObject({ rejected: 'sales have ended' });
  expect(salesProblem({ closed: false, sales: 'ended', suspended: true })).toMatchObject({ code: 'suspended' });
  expect(salesProblem({ closed: true, sales: 'paused', suspended: true })).toMatchObject({
    rejected: 'this event was cancelled',
  });
});
