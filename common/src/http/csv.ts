import { stringify } from 'csv-stringify/sync';
import type { File } from './route.ts';

/** A number stays one; an instant should be written as people there read it. */
type Cell = string | number | null;

/** The columns of a table by their headings, and how each is read off a row. */
export type Columns<Row> = Record<string, (row: Row) => Cell>;

const options = {
  // What sellers and buyers typed must stay words: a spreadsheet would run `=…` as a formula.
  escape_formulas: true,
  // RFC 4180. Left to itself the library would quote only that line end, and readers break lines at the others too.
  record_delimiter: 'windows',
  quoted_match: /[\r\n]/,
} as const;

/** Without it Excel takes UTF-8 for the alphabet of its own country. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A table as a CSV file (RFC 4180) that spreadsheets open rightly. Rows come in batches and are sent as they come. */
export function csvFile<Row>(name: string, columns: Columns<Row>, batches: AsyncIterable<Row[]>): File {
  async function* content() {
    yield BYTE_ORDER_MARK + stringify([Object.keys(columns)], options);
    for await (const rows of batches) {
      const cells = rows.map((row) => Object.values(columns).map((read) => read(row)));
      if (cells.length > 0) yield stringify(cells, options);
    }
  }
  return { name, type: 'text/csv; charset=utf-8', content: content() };
}
