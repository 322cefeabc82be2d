import type { StockState, TicketState } from '@frontrow/common/contracts';

/** The units of one listing, with the version that counts their changes. */
export interface Stock extends StockState {
  version: number;
}

/** How many units of each kind change hands; negative numbers give back. */
export interface Units {
  held: number;
  sold: number;
}

export const available = ({ capacity, held, sold, closed }: StockState): number =>
  closed ? 0 : Math.max(capacity - held - sold, 0);

/** A seller's new quantity. It cannot take away what buyers have already. */
const resize = (stock: Stock, wanted: number): Stock => ({
  ...stock,
  capacity: Math.max(wanted, stock.held + stock.sold),
});

/** Nothing more is sold, for good. */
const close = (stock: Stock): Stock => ({ ...stock, closed: true });

/** The stock as its listing's newest state wants it. */
export function followListing(stock: Stock, { quantity, status }: Pick<TicketState, 'quantity' | 'status'>): Stock {
  const resized = resize(stock, quantity);
  return status === 'cancelled' ? close(resized) : resized;
}
