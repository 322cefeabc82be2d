import { stringify } from 'csv-stringify/sync';
import type { Language } from '../contracts/index.ts';
import type { Table } from './table.ts';

/** Without it Excel takes UTF-8 for the alphabet of its own country. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * As a CSV file (RFC 4180) that spreadsheets of people who read this language open rightly: where numbers have a decimal
 * comma, Excel expects semicolons between cells.
 */
export async function* writeCsv<Row>({ columns, batches }: Table<Row>, language: Language): AsyncGenerator<string> {
  const decimal = decimalSignOf(language);
  const options = {
    delimiter: decimal === ',' ? ';' : ',',
    // What sellers and buyers typed must stay words: a spreadsheet would run `=…` as a formula.
    escape_formulas: true,
    // Left to itself the library would quote only this line end, and readers break lines at the others too.
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    cast: { number: (value: number) => String(value).replace('.', decimal) },
  } as const;
  const reads = Object.values(columns).map(({ read }) => read);
  yield BYTE_ORDER_MARK + stringify([Object.keys(columns)], options);
  for await (const rows of batches) {
    const cells = rows.map((row) => reads.map((read) => read(row)));
    if (cells.length > 0) yield stringify(cells, options);
  }
}

const decimalSignOf = (language: Language): string =>
  new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === 'decimal')!.value;
