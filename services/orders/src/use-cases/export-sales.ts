import {
  addDays,
  type Language,
  localTime,
  SaleExportQuery,
  type SaleView,
  startOfDay,
} from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import { type Table, type TableFormat, tableFile, tableTypes } from '@frontrow/common/tables';
import { z } from 'zod';
import type { OrdersKit } from '../config.ts';
import { eachSale, findCurrencies } from '../store/sales.ts';
import { headingsOf, valueIn } from './export-words.ts';
import { ownListing } from './own-listing.ts';

export const exportSales =
  (format: TableFormat) =>
  ({ db }: OrdersKit) =>
    route({
      method: 'get',
      path: `/selling/orders.${format}`,
      summary: `The orders of the listings of whoever asks, or of one of them, as ${format.toUpperCase()}`,
      session: 'required',
      limits: ['exports'],
      query: SaleExportQuery,
      answers: { 200: z.string() },
      produces: tableTypes[format],
      problems: [403, 404, 503],
      async handle({ query: { timeZone, from, to, ticketId, language }, session }) {
        if (ticketId !== undefined) await ownListing(db, ticketId, session);
        const scope = { sellerId: session.userId, ticketId };
        const filter = {
          from: from === undefined ? undefined : startOfDay(from, timeZone),
          until: to === undefined ? undefined : startOfDay(addDays(to, 1), timeZone),
        };
        const table: Table<SaleView> = {
          title: headingsOf(language).orders,
          columns: columnsIn(timeZone, language),
          batches: eachSale(db, scope, filter),
          money: {
            currencyOf: ({ currency }) => currency,
            // Only a workbook has a column for each.
            currencies: format === 'xlsx' ? await findCurrencies(db, scope, filter) : [],
          },
        };
        const name = ['orders', from && `from-${from}`, to && `to-${to}`].filter(Boolean).join('-');
        return { file: tableFile(table, { name, format, language }) };
      },
    });

function columnsIn(timeZone: string, language: Language): Table<SaleView>['columns'] {
  const words = headingsOf(language);
  const word = valueIn(language);
  const time = (instant: string | null) => instant && localTime(new Date(instant), timeZone);
  return {
    [words.number]: { kind: 'text', read: ({ number }) => number },
    [words.order]: { kind: 'text', read: ({ id }) => id },
    [words.event]: { kind: 'text', read: ({ ticket }) => ticket.title },
    [words.eventStarts]: { kind: 'time', read: ({ ticket }) => time(ticket.startsAt) },
    [words.placed]: { kind: 'time', read: ({ createdAt }) => time(createdAt) },
    [words.status]: { kind: 'text', read: ({ status }) => word(status) },
    [words.endedBecause]: { kind: 'text', read: ({ cancelReason }) => cancelReason && word(cancelReason) },
    [words.refund]: { kind: 'text', read: ({ refund }) => word(refund) },
    [words.tickets]: { kind: 'count', read: ({ quantity }) => quantity },
    [words.priceEach]: { kind: 'money', read: ({ unitPrice }) => unitPrice },
    [words.total]: { kind: 'money', read: ({ total }) => total },
    [words.currency]: { kind: 'text', read: ({ currency }) => currency },
    [words.paid]: { kind: 'time', read: ({ completedAt }) => time(completedAt) },
    [words.ended]: { kind: 'time', read: ({ cancelledAt }) => time(cancelledAt) },
    [words.buyer]: { kind: 'text', read: ({ userId }) => userId },
    [words.listing]: { kind: 'text', read: ({ ticketId }) => ticketId },
    [words.timeZone]: { kind: 'text', read: () => timeZone },
  };
}
