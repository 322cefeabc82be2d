import { TicketCancelled, TicketCreated, TicketUpdated } from '@frontrow/common/contracts';
import { oneByOne, project } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { followListing } from '../stock.ts';
import { listingCopy } from '../store/listings.ts';
import { addStock, changeStock } from '../store/stock.ts';

/** Keeps the copy of a listing, and its stock as the seller wants it. The events may come in any order. */
export const onTicket = (_kit: OrdersKit) =>
  project(listingCopy, [TicketCreated, TicketUpdated, TicketCancelled], {
    changed: oneByOne(async ({ data: ticket }, tx) => {
      await addStock(tx, ticket.id, ticket.quantity);
      await changeStock(tx, ticket.id, (stock) => followListing(stock, ticket));
    }),
  });
