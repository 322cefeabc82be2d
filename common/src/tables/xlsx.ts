import { writeXlsxStream } from 'hucre/xlsx';
import type { Currency } from '../contracts/index.ts';
import type { Column, ColumnKind, Table } from './table.ts';

type Cell = string | number | Date | null;
type Cells = { heading: string; width: number; format: string | undefined };

const WIDTHS: Record<ColumnKind, number> = { text: 20, count: 12, money: 16, day: 12, time: 18 };
const FORMATS: Partial<Record<ColumnKind, string>> = {
  // Identifiers and what people typed: never taken for a number or a date, nor for a formula.
  text: '@',
  count: '#,##0',
  day: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
};

/**
 * As an Excel workbook with one sheet whose headings stay in view, written row by row: memory does not grow with the table. What a
 * column holds decides its format, so money has a column for each currency, whose sum means something.
 */
export function writeXlsx<Row>({ title, columns, batches, money }: Table<Row>): AsyncIterable<Uint8Array> {
  const written = Object.entries(columns).flatMap(([heading, column]) =>
    column.kind === 'money' && money?.currencies.length
      ? inEachCurrency(heading, column, money)
      : [plain(heading, column)],
  );
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const batch of batches) {
      for (const row of batch) {
        // A table that lacks an amount must not be taken for whole.
        if (money && !money.currencies.includes(money.currencyOf(row))) throw new Error('a currency without a column');
        yield written.map(({ cell }) => cell(row));
      }
    }
  }
  return writeXlsxStream(rows(), {
    name: title,
    columns: written.map(({ heading, width, format }) => ({
      header: heading,
      width,
      ...(format && { numFmt: format }),
    })),
    freezePane: { rows: 1 },
  });
}

type Written<Row> = Cells & { cell: (row: Row) => Cell };

function plain<Row>(heading: string, { kind, read }: Column<Row>): Written<Row> {
  const isTime = kind === 'day' || kind === 'time';
  return {
    heading,
    width: widthOf(kind, heading),
    format: FORMATS[kind],
    cell: isTime ? (row) => asShown(read(row) as string | null) : read,
  };
}

function inEachCurrency<Row>(
  heading: string,
  { read }: Column<Row>,
  { currencyOf, currencies }: NonNullable<Table<Row>['money']>,
): Written<Row>[] {
  return currencies.map((currency) => ({
    heading: currencies.length > 1 ? `${heading} (${currency})` : heading,
    width: widthOf('money', heading),
    format: moneyFormat(currency),
    cell: (row) => (currencyOf(row) === currency ? read(row) : null),
  }));
}

const widthOf = (kind: ColumnKind, heading: string): number => Math.max(WIDTHS[kind], heading.length + 2);

/** Excel knows no time zones: it shows what the clocks show. */
const asShown = (time: string | null): Date | null =>
  time === null ? null : new Date(`${time.replace(' ', 'T').padEnd(16, 'T00:00')}Z`);

function moneyFormat(currency: Currency): string {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const decimals = maximumFractionDigits > 0 ? `.${'0'.repeat(maximumFractionDigits)}` : '';
  return `#,##0${decimals} [$${currency}]`;
}
