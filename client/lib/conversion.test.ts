import { expect, test } from '@jest/globals';
import { conversionCsv, conversionRows } from './conversion';

const days = [
  { from: '2026-05-01', to: '2026-05-01' },
  { from: '2026-05-02', to: '2026-05-02' },
];
const conversion = {
  placed: 3,
  completed: 1,
  outcomes: [],
  stretches: [
    { ...days[0]!, placed: 3, completed: 1 },
    { ...days[1]!, placed: 0, completed: 0 },
  ],
};
const views = {
  timeZone: 'Europe/Berlin',
  from: '2026-05-01',
  to: '2026-05-02',
  step: 'day' as const,
  total: 47,
  // In another order, and with a day that the orders were not asked for: days are matched by their names.
  stretches: [
    { ...days[1]!, views: 5 },
    { from: '2026-04-30', to: '2026-04-30', views: 99 },
    { ...days[0]!, views: 42 },
  ],
};

test('views and orders of a day come together', () => {
  expect(conversionRows(views, conversion).map((row) => [row.from, row.views, row.placed, row.completed])).toEqual([
    ['2026-05-01', 42, 3, 1],
    ['2026-05-02', 5, 0, 0],
  ]);
});

test('the file has a line per stretch, and says whose days they are', () => {
  expect(conversionCsv(conversionRows(views, conversion), 'Europe/Berlin').split('\r\n')).toEqual([
    '\uFEFFFrom,To,Page views,Orders placed,Of these paid,Time zone',
    '2026-05-01,2026-05-01,42,3,1,Europe/Berlin',
    '2026-05-02,2026-05-02,5,0,0,Europe/Berlin',
    '',
  ]);
});
