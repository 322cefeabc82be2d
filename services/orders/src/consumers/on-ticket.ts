import { TicketCancelled, TicketCreated, TicketUpdated } from '@frontrow/common/contracts';
import { project, traceOf } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { followListing } from '../stock.ts';
import { listingCopy } from '../store/listings.ts';
import { changeStocks } from '../store/stock.ts';

/** Keeps the copies of listings, and their stocks as the sellers want them. The events may come in any order. */
export const onTicket = (_kit: OrdersKit) =>
  project(listingCopy, [TicketCreated, TicketUpdated, TicketCancelled], {
    changed: (events, tx) =>
      changeStocks(
        tx,
        events.map((event) => ({
          ticketId: event.data.id,
          capacity: event.data.quantity,
          change: (stock) => followListing(stock, event.data),
          trace: traceOf(event),
        })),
      ),
  });
