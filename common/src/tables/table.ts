import type { Currency } from '../contracts/index.ts';

/** What a column holds, and how it is read off a row; null leaves the cell empty. Text is never run as a formula. */
export type Column<Row> =
  | { kind: 'text'; read: (row: Row) => string | null }
  | { kind: 'count'; read: (row: Row) => number | null }
  /** Major units of the row's currency. */
  | { kind: 'money'; read: (row: Row) => number | null }
  /** `2026-11-28` */
  | { kind: 'day'; read: (row: Row) => string | null }
  /** What clocks show, wherever the reader wants it: `2026-11-28 19:30:00` */
  | { kind: 'time'; read: (row: Row) => string | null };

export type ColumnKind = Column<never>['kind'];

export interface Table<Row> {
  /** The name of its sheet: at most 31 characters and none of `[]:*?/\`. */
  title: string;
  /** By their headings. */
  columns: Record<string, Column<Row>>;
  /** In batches, which are read as they are sent. */
  batches: AsyncIterable<Row[]>;
  /** Where there are columns of money: what a row's is in, and every currency that may come. */
  money?: { currencyOf: (row: Row) => Currency; currencies: Currency[] };
}
