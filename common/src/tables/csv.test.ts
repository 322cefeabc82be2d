import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Language } from '../contracts/index.ts';
import { writeCsv } from './csv.ts';
import type { Table } from './table.ts';

interface Row {
  name: string;
  amount: number | null;
}

async function write(batches: Row[][], language: Language = 'en'): Promise<string> {
  const table: Table<Row> = {
    title: 'Test',
    columns: {
      Name: { kind: 'text', read: ({ name }) => name },
      'How much': { kind: 'money', read: (row) => row.amount },
    },
    batches: (async function* () {
      yield* batches;
    })(),
  };
  let text = '';
  for await (const chunk of writeCsv(table, language)) text += chunk;
  return text;
}

const one = (name: string, amount: number | null = 1): Row[][] => [[{ name, amount }]];

test('a table begins with a byte order mark and its headings, and every line ends with CR LF', async () => {
  expect(await write([[{ name: 'Zoë', amount: 19.99 }], [], [{ name: '', amount: null }]])).toBe(
    '\uFEFFName,How much\r\nZoë,19.99\r\n,\r\n',
  );
  expect(await write([])).toBe('\uFEFFName,How much\r\n');
});

test('German spreadsheets expect a decimal comma, and semicolons between cells', async () => {
  expect(await write([[{ name: 'Käthe, "die" Große', amount: 1219.99 }]], 'de')).toBe(
    '\uFEFFName;How much\r\n"Käthe, ""die"" Große";1219,99\r\n',
  );
});

test.each(['one, two', 'one; two', 'the "best"', 'two\nlines', 'two\rlines', 'two\r\nlines', 'ünï', '1,5'])(
  '%j is read as it was, in both languages',
  async (name) => {
    for (const [language, delimiter, amount] of [
      ['en', ',', '-19.5'],
      ['de', ';', '-19,5'],
    ] as const) {
      const read = parse(await write(one(name, -19.5), language), { bom: true, columns: true, delimiter });
      expect(read).toEqual([{ Name: name, 'How much': amount }]);
    }
  },
);

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1', '=HYPERLINK("http://x","y")'])(
  '%j stays words',
  async (name) => {
    for (const language of ['en', 'de'] as const) {
      const line = (await write(one(name), language)).split('\r\n')[1]!;
      expect(line).toMatch(/^"?'/);
      expect(line.replaceAll('""', '"')).toContain(name);
    }
  },
);

test('a negative number is a number, not a formula', async () => {
  expect(await write(one('x', -19.5))).toContain('x,-19.5\r\n');
  expect(await write(one('x', -19.5), 'de')).toContain('x;-19,5\r\n');
});
