import { expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import readXlsx from 'read-excel-file/node';
import type { Currency } from '../contracts/index.ts';
import type { Table } from './table.ts';
import { writeXlsx } from './xlsx.ts';

interface Row {
  name: string;
  units: number;
  amount: number | null;
  currency: Currency;
  day: string | null;
  time: string | null;
}

const row = (changes: Partial<Row> = {}): Row => ({
  name: 'Zoë',
  units: 1200,
  amount: 19.99,
  currency: 'EUR',
  day: '2026-05-01',
  time: '2026-05-02 00:30:15',
  ...changes,
});

const tableOf = (batches: AsyncIterable<Row[]>, currencies: Currency[] = ['EUR']): Table<Row> => ({
  title: 'Test',
  columns: {
    Name: { kind: 'text', read: ({ name }) => name },
    Units: { kind: 'count', read: ({ units }) => units },
    Amount: { kind: 'money', read: ({ amount }) => amount },
    Day: { kind: 'day', read: ({ day }) => day },
    Time: { kind: 'time', read: ({ time }) => time },
  },
  batches,
  money: { currencyOf: ({ currency }) => currency, currencies },
});

async function* batched(rows: Row[]) {
  yield rows;
  yield [];
}

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const write = (rows: Row[], currencies?: Currency[]) => bytesOf(writeXlsx(tableOf(batched(rows), currencies)));
const partsOf = (file: Buffer) =>
  Object.fromEntries(Object.entries(unzipSync(file)).map(([n, b]) => [n, strFromU8(b)]));
/** What another library reads; instants are fractions of days, so they are exact to the second only. */
const read = async (file: Buffer) =>
  (await readXlsx(file))[0]!.data.map((cells) =>
    cells.map((cell) => (cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell)),
  );

test('another library reads numbers, days and times as what they are', async () => {
  expect(await read(await write([row(), row({ amount: null, day: null, time: null })]))).toEqual([
    ['Name', 'Units', 'Amount', 'Day', 'Time'],
    ['Zoë', 1200, 19.99, new Date('2026-05-01T00:00:00Z'), new Date('2026-05-02T00:30:15Z')],
    ['Zoë', 1200, null, null, null],
  ]);
  expect(await read(await write([]))).toEqual([['Name', 'Units', 'Amount', 'Day', 'Time']]);
});

test('money has a column for each currency, in its format, so that none is added to another', async () => {
  const file = await write(
    [row(), row({ currency: 'JPY', amount: 3000 }), row({ currency: 'KWD', amount: -1.25 })],
    ['EUR', 'JPY', 'KWD'],
  );
  expect((await read(file)).map((cells) => cells.slice(2, 5))).toEqual([
    ['Amount (EUR)', 'Amount (JPY)', 'Amount (KWD)'],
    [19.99, null, null],
    [null, 3000, null],
    [null, null, -1.25],
  ]);
  const styles = partsOf(file)['xl/styles.xml'];
  for (const format of ['#,##0.00 [$EUR]', '#,##0 [$JPY]', '#,##0.000 [$KWD]', 'yyyy-mm-dd hh:mm'])
    expect(styles).toContain(`formatCode="${format}"`);
});

test('a currency that came up meanwhile breaks the file off, instead of being left out', async () => {
  await expect(write([row(), row({ currency: 'GBP' })], ['EUR'])).rejects.toThrow('a currency without a column');
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '=HYPERLINK("http://x","y")',
  '<f>1+1</f>',
  'a\u0001b',
  '00123',
  '1e5',
  '2026-01-01',
])('%j stays text', async (name) => {
  const file = await write([row({ name })]);
  const sheet = partsOf(file)['xl/worksheets/sheet1.xml']!;
  expect(sheet).not.toContain('<f>');
  expect(sheet).toMatch(/<c r="A2" t="inlineStr"/);
  if (!name.includes('\u0001')) expect((await read(file))[1]![0]).toBe(name);
});

test('headings stay in view, and columns are as wide as what they hold', async () => {
  const sheet = partsOf(await write([row()]))['xl/worksheets/sheet1.xml']!;
  expect(sheet).toMatch(/<pane ySplit="1" topLeftCell="A2" state="frozen"/);
  expect(sheet.match(/<col [^>]*customWidth/g)).toHaveLength(5);
});

test('rows are fetched as they are sent: a reader who stops early leaves the rest', async () => {
  let fetched = 0;
  async function* endless() {
    for (;;) {
      fetched++;
      yield Array.from({ length: 1000 }, () => row());
    }
  }
  let chunks = 0;
  for await (const _ of writeXlsx(tableOf(endless()))) if (++chunks === 20) break;
  expect(fetched).toBeLessThan(200);
});
