import { tableFile } from '@frontrow/common/tables';
import { expect, test } from '@jest/globals';
import { conversionRows, conversionTable } from './conversion';

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

test('the table has a line per stretch, and says whose days they are', async () => {
  const head = { from: 'Von', to: 'Bis', views: 'Aufrufe', placed: 'Bestellt', completed: 'Bezahlt', timeZone: 'Zone' };
  const table = conversionTable(conversionRows(views, conversion), 'Europe/Berlin', { title: 'Konversion', head });
  const { content } = tableFile(table, { name: 'x', format: 'csv', language: 'de' });
  let text = '';
  for await (const chunk of content) text += chunk;
  expect(text.split('\r\n')).toEqual([
    '\uFEFFVon;Bis;Aufrufe;Bestellt;Bezahlt;Zone',
    '2026-05-01;2026-05-01;42;3;1;Europe/Berlin',
    '2026-05-02;2026-05-02;5;0;0;Europe/Berlin',
    '',
  ]);
});
