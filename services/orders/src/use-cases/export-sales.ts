import { addDays, localTime, SaleExportQuery, type SaleView, startOfDay } from '@frontrow/common/contracts';
import { type Columns, csvFile, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { OrdersKit } from '../config.ts';
import { eachSale } from '../store/sales.ts';
import { ownListing } from './own-listing.ts';

export const exportSales = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/selling/orders.csv',
    summary: 'The orders of the listings of whoever asks, or of one of them, for a spreadsheet',
    session: 'required',
    query: SaleExportQuery,
    answers: { 200: z.string() },
    produces: 'text/csv',
    problems: [403, 404, 503],
    async handle({ query: { timeZone, from, to, ticketId }, session }) {
      if (ticketId !== undefined) await ownListing(db, ticketId, session);
      const sales = eachSale(
        db,
        { sellerId: session.userId, ticketId },
        {
          from: from === undefined ? undefined : startOfDay(from, timeZone),
          until: to === undefined ? undefined : startOfDay(addDays(to, 1), timeZone),
        },
      );
      const name = ['orders', from && `from-${from}`, to && `to-${to}`].filter(Boolean).join('-');
      return { file: csvFile(`${name}.csv`, columnsIn(timeZone), sales) };
    },
  });

function columnsIn(timeZone: string): Columns<SaleView> {
  const time = (instant: string | null) => instant && localTime(new Date(instant), timeZone);
  return {
    Number: ({ number }) => number,
    Order: ({ id }) => id,
    Event: ({ ticket }) => ticket.title,
    'Event starts': ({ ticket }) => time(ticket.startsAt),
    Placed: ({ createdAt }) => time(createdAt),
    Status: ({ status }) => status,
    'Ended because': ({ cancelReason }) => cancelReason,
    Refund: ({ refund }) => refund,
    Tickets: ({ quantity }) => quantity,
    'Price each': ({ unitPrice }) => unitPrice,
    Total: ({ total }) => total,
    Currency: ({ currency }) => currency,
    Paid: ({ completedAt }) => time(completedAt),
    Ended: ({ cancelledAt }) => time(cancelledAt),
    Buyer: ({ userId }) => userId,
    Listing: ({ ticketId }) => ticketId,
    'Time zone': () => timeZone,
  };
}
