import type { Language } from '../contracts/index.ts';
import { writeCsv } from './csv.ts';
import type { Table } from './table.ts';
import { writeXlsx } from './xlsx.ts';

/** What tables can be had as: for a spreadsheet, and for everything else. */
export const tableFormats = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof tableFormats)[number];

export const tableTypes: Record<TableFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

interface Options {
  /** Of the file, without its ending. */
  name: string;
  format: TableFormat;
  /** What numbers and the separators of a CSV file are written in. */
  language: Language;
}

/** A table as a file that is written as it is sent. */
export function tableFile<Row>(table: Table<Row>, { name, format, language }: Options) {
  const content: AsyncIterable<string | Uint8Array> = format === 'csv' ? writeCsv(table, language) : writeXlsx(table);
  return { name: `${name}.${format}`, type: tableTypes[format], content };
}
