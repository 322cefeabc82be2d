import { FiguresExportQuery, type Language, type SalesView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import { type Table, type TableFormat, tableFile, tableTypes } from '@frontrow/common/tables';
import { z } from 'zod';
import type { OrdersKit } from '../config.ts';
import { countSales } from './count-sales.ts';
import { headingsOf } from './export-words.ts';

export const exportFigures =
  (format: TableFormat) =>
  ({ db }: OrdersKit) =>
    route({
      method: 'get',
      path: `/selling/figures.${format}`,
      summary: `Sales and what was given back, by day and currency, as ${format.toUpperCase()}`,
      session: 'required',
      limits: ['exports'],
      query: FiguresExportQuery,
      answers: { 200: z.string() },
      produces: tableTypes[format],
      problems: [403, 404, 503],
      async handle({ query: { language, ...query }, session }) {
        const sales = await countSales(db, query, session);
        const name = `sales-${query.from}-to-${query.to}`;
        return { file: tableFile(tableOf(sales, language), { name, format, language }) };
      },
    });

type Row = SalesView['money'][number]['total'] & Pick<SalesView['money'][number], 'currency'> & { timeZone: string };

function tableOf(sales: SalesView, language: Language): Table<Row> {
  const words = headingsOf(language);
  return {
    title: words.figures,
    columns: {
      [words.from]: { kind: 'day', read: ({ from }) => from },
      [words.to]: { kind: 'day', read: ({ to }) => to },
      [words.currency]: { kind: 'text', read: ({ currency }) => currency },
      [words.ordersPaid]: { kind: 'count', read: ({ orders }) => orders },
      [words.ticketsSold]: { kind: 'count', read: ({ units }) => units },
      [words.sales]: { kind: 'money', read: ({ sales }) => sales },
      [words.ticketsBack]: { kind: 'count', read: ({ unitsBack }) => unitsBack },
      [words.moneyBack]: { kind: 'money', read: ({ moneyBack }) => moneyBack },
      [words.revenue]: { kind: 'money', read: ({ revenue }) => revenue },
      [words.timeZone]: { kind: 'text', read: ({ timeZone }) => timeZone },
    },
    batches: rowsOf(sales),
    money: { currencyOf: ({ currency }) => currency, currencies: sales.money.map(({ currency }) => currency) },
  };
}

async function* rowsOf({ money, timeZone }: SalesView): AsyncGenerator<Row[]> {
  for (const { currency, stretches } of money) yield stretches.map((stretch) => ({ ...stretch, currency, timeZone }));
}
