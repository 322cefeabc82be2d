import { TicketCancelled, TicketCreated, TicketUpdated } from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { followListing } from '../stock.ts';
import { saveListing } from '../store/listings.ts';
import { addStock, changeStock } from '../store/stock.ts';

/** Keeps the copy of a listing, and its stock as the seller wants it. The events may come in any order. */
export const onTicket = (_kit: OrdersKit) =>
  on([TicketCreated, TicketUpdated, TicketCancelled], async ({ data: ticket, aggregateVersion }, tx) => {
    if (!(await saveListing(tx, ticket, aggregateVersion))) return;
    await addStock(tx, ticket.id, ticket.quantity);
    await changeStock(tx, ticket.id, (stock) => followListing(stock, ticket));
  });
