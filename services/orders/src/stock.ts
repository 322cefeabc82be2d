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

/** Units that nobody has; none once the event was cancelled. */
export const unsold = ({ capacity, held, sold, closed }: StockState): number =>
  closed ? 0 : Math.max(capacity - held - sold, 0);

/** Units that can be reserved. */
export const available = (stock: StockState): number =>
  stock.sales === 'open' && !stock.suspended ? unsold(stock) : 0;

/** A seller's new quantity. It cannot take away what buyers have already. */
const resize = (stock: Stock, wanted: number): Stock => ({
  ...stock,
  capacity: Math.max(wanted, stock.held + stock.sold),
});

/** Nothing more is sold, for good. */
const close = (stock: Stock): Stock => ({ ...stock, closed: true });

/** The stock as its listing's newest state wants it. */
export function followListing(
  stock: Stock,
  { quantity, status, sales, suspended }: Pick<TicketState, 'quantity' | 'status' | 'sales' | 'suspended'>,
): Stock {
  const resized = { ...resize(stock, quantity), sales, suspended };
  return status === 'cancelled' ? close(resized) : resized;
}

/** What is decided of a stock elsewhere: by its seller, or by operators. */
const offer = ['capacity', 'closed', 'sales', 'suspended'] as const;

/** Whether two stocks are the same in that. */
export const isSameOffer = (one: Stock, other: Stock): boolean =>
  offer.every((member) => one[member] === other[member]);
