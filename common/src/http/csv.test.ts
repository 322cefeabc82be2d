import { expect, test } from '@jest/globals';
import { csvFile } from './csv.ts';

interface Row {
  name: string;
  amount: number | null;
}

async function write(...batches: Row[][]): Promise<string> {
  const source = (async function* () {
    yield* batches;
  })();
  const { content } = csvFile<Row>(
    'test.csv',
    { Name: ({ name }) => name, 'How much': ({ amount }) => amount },
    source,
  );
  let text = '';
  for await (const chunk of content) text += chunk;
  return text;
}

test('a table begins with a byte order mark and its headings, and every line ends with CR LF', async () => {
  expect(await write([{ name: 'Zoë', amount: 19.99 }], [], [{ name: '', amount: null }])).toBe(
    '\uFEFFName,How much\r\nZoë,19.99\r\n,\r\n',
  );
  expect(await write()).toBe('\uFEFFName,How much\r\n');
});

test.each([
  ['one, two', '"one, two"'],
  ['the "best"', '"the ""best"""'],
  ['two\nlines', '"two\nlines"'],
  ['two\rlines', '"two\rlines"'],
  ['two\r\nlines', '"two\r\nlines"'],
])('%j is quoted', async (name, cell) => {
  expect(await write([{ name, amount: 1 }])).toContain(`\r\n${cell},1\r\n`);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1', '=HYPERLINK("http://x","y")'])(
  '%j stays words',
  async (name) => {
    const line = (await write([{ name, amount: 1 }])).split('\r\n')[1]!;
    expect(line).toMatch(/^"?'/);
    expect(line.replaceAll('""', '"')).toContain(name);
  },
);

test('a negative number is a number, not a formula', async () => {
  expect(await write([{ name: 'x', amount: -19.5 }])).toContain('x,-19.5\r\n');
});
