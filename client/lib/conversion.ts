import type { SalesView, ViewsView } from '@frontrow/common/contracts';

/** One stretch of a period: how many looked, how many orders were placed in it, and how many of those were paid. */
export interface ConversionRow {
  from: string;
  to: string;
  views: number;
  placed: number;
  completed: number;
}

/** Views are counted by tickets and orders by orders: here they come together, by the days that both were asked for. */
export function conversionRows({ stretches }: ViewsView, conversion: SalesView['conversion']): ConversionRow[] {
  const views = new Map(stretches.map((stretch) => [stretch.from, stretch.views]));
  return conversion.stretches.map((stretch) => ({ ...stretch, views: views.get(stretch.from) ?? 0 }));
}

/** As a CSV file (RFC 4180) that spreadsheets open rightly: dates and numbers alone, so nothing has to be quoted. */
export function conversionCsv(rows: ConversionRow[], timeZone: string): string {
  const head = ['From', 'To', 'Page views', 'Orders placed', 'Of these paid', 'Time zone'];
  const lines = rows.map(({ from, to, views, placed, completed }) => [from, to, views, placed, completed, timeZone]);
  return `\uFEFF${[head, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}
