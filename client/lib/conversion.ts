import type { SalesView, ViewsView } from '@frontrow/common/contracts';
import type { Table } from '@frontrow/common/tables';

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

interface Words {
  title: string;
  head: Record<'from' | 'to' | 'views' | 'placed' | 'completed' | 'timeZone', string>;
}

/** As a table for a spreadsheet, which says whose days they are. */
export const conversionTable = (
  rows: ConversionRow[],
  timeZone: string,
  { title, head }: Words,
): Table<ConversionRow> => ({
  title,
  columns: {
    [head.from]: { kind: 'day', read: ({ from }) => from },
    [head.to]: { kind: 'day', read: ({ to }) => to },
    [head.views]: { kind: 'count', read: ({ views }) => views },
    [head.placed]: { kind: 'count', read: ({ placed }) => placed },
    [head.completed]: { kind: 'count', read: ({ completed }) => completed },
    [head.timeZone]: { kind: 'text', read: () => timeZone },
  },
  batches: (async function* () {
    yield rows;
  })(),
});
