import { SalesQuery, type SalesView } from '@frontrow/common/contracts';
import { type Columns, csvFile, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { OrdersKit } from '../config.ts';
import { countSales } from './count-sales.ts';

export const exportFigures = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/selling/figures.csv',
    summary: 'Sales and what was given back, by day and currency, for a spreadsheet',
    session: 'required',
    query: SalesQuery,
    answers: { 200: z.string() },
    produces: 'text/csv',
    problems: [403, 404, 503],
    async handle({ query, session }) {
      const sales = await countSales(db, query, session);
      return { file: csvFile(`sales-${query.from}-to-${query.to}.csv`, columns, rowsOf(sales)) };
    },
  });

type Row = SalesView['money'][number]['total'] & Pick<SalesView['money'][number], 'currency'> & { timeZone: string };

async function* rowsOf({ money, timeZone }: SalesView): AsyncGenerator<Row[]> {
  for (const { currency, stretches } of money) yield stretches.map((stretch) => ({ ...stretch, currency, timeZone }));
}

const columns: Columns<Row> = {
  From: ({ from }) => from,
  To: ({ to }) => to,
  Currency: ({ currency }) => currency,
  'Orders paid': ({ orders }) => orders,
  'Tickets sold': ({ units }) => units,
  Sales: ({ sales }) => sales,
  'Tickets given back': ({ unitsBack }) => unitsBack,
  'Money given back': ({ moneyBack }) => moneyBack,
  Revenue: ({ revenue }) => revenue,
  'Time zone': ({ timeZone }) => timeZone,
};
