import { stretchesOf } from '@frontrow/common/contracts';
import { describe, expect, test } from '@jest/globals';
import { conversionOf, type Fate, moneyOf, type Takings, unitsNow } from './sales.ts';

describe('money', () => {
  const days = stretchesOf({ from: '2026-05-01', to: '2026-05-03', step: 'day' });
  const takings = (changes: Partial<Takings>): Takings => ({
    currency: 'EUR',
    stretch: 0,
    orders: 0,
    units: 0,
    sales: 0,
    unitsBack: 0,
    moneyBack: 0,
    ...changes,
  });

  test('is shown apart by currency, in major units, with the days on which nothing happened', () => {
    const money = moneyOf(days, [
      takings({ currency: 'JPY', stretch: 1, orders: 1, units: 1, sales: 3000 }),
      takings({ stretch: 0, orders: 2, units: 3, sales: 5997 }),
      takings({ stretch: 2, orders: 1, units: 1, sales: 1999, unitsBack: 2, moneyBack: 3998 }),
    ]);
    expect(money.map(({ currency }) => currency)).toEqual(['EUR', 'JPY']);
    const [euros, yen] = money;
    expect(euros!.total).toEqual({
      from: '2026-05-01',
      to: '2026-05-03',
      orders: 3,
      units: 4,
      sales: 79.96,
      unitsBack: 2,
      moneyBack: 39.98,
      revenue: 39.98,
    });
    expect(euros!.stretches.map(({ from, revenue }) => [from, revenue])).toEqual([
      ['2026-05-01', 59.97],
      ['2026-05-02', 0],
      ['2026-05-03', -19.99],
    ]);
    expect(yen!.stretches.map(({ sales }) => sales)).toEqual([0, 3000, 0]);
  });

  test('of nothing is nothing, unless a currency is asked for', () => {
    expect(moneyOf(days, [])).toEqual([]);
    expect(moneyOf(days, [], ['EUR'])).toMatchObject([{ currency: 'EUR', total: { revenue: 0 } }]);
  });
});

test('conversion says of every order how it stands; what was given back had been completed', () => {
  const fate = (status: Fate['status'], orders: number, more: Partial<Fate> = {}): Fate => ({
    status,
    stretch: 0,
    cancelReason: null,
    completed: false,
    orders,
    units: orders * 2,
    ...more,
  });
  const days = stretchesOf({ from: '2026-05-01', to: '2026-05-02', step: 'day' });
  const { placed, completed, outcomes, stretches } = conversionOf(days, [
    fate('created', 1),
    fate('awaiting:payment', 2),
    fate('complete', 5, { completed: true, stretch: 1 }),
    fate('cancelled', 3, { cancelReason: 'expired' }),
    fate('cancelled', 1, { cancelReason: 'refunded', completed: true }),
    fate('cancelled', 1, { cancelReason: 'event_cancelled', completed: true }),
    fate('cancelled', 4, { cancelReason: 'event_cancelled' }),
  ]);
  expect({ placed, completed }).toEqual({ placed: 17, completed: 7 });
  expect(stretches).toEqual([
    { from: '2026-05-01', to: '2026-05-01', placed: 12, completed: 2 },
    { from: '2026-05-02', to: '2026-05-02', placed: 5, completed: 5 },
  ]);
  expect(outcomes).toEqual([
    { outcome: 'complete', orders: 5, units: 10 },
    { outcome: 'open', orders: 3, units: 6 },
    { outcome: 'buyer', orders: 0, units: 0 },
    { outcome: 'expired', orders: 3, units: 6 },
    { outcome: 'suspended', orders: 0, units: 0 },
    { outcome: 'payment_failed', orders: 0, units: 0 },
    { outcome: 'refunded', orders: 1, units: 2 },
    { outcome: 'refunded_by_seller', orders: 0, units: 0 },
    { outcome: 'refunded_by_operator', orders: 0, units: 0 },
    { outcome: 'event_cancelled', orders: 5, units: 10 },
  ]);
});

test('of a cancelled event nothing is left, of one whose sales are paused all that nobody has', () => {
  const stock = {
    ticketId: 'x',
    version: 1,
    capacity: 10,
    held: 1,
    sold: 2,
    closed: false,
    sales: 'paused' as const,
    suspended: false,
  };
  expect(unitsNow([stock, { ...stock, held: 0, sold: 0, closed: true }])).toEqual({
    capacity: 20,
    held: 1,
    sold: 2,
    left: 7,
  });
  expect(unitsNow([])).toEqual({ capacity: 0, held: 0, sold: 0, left: 0 });
});
