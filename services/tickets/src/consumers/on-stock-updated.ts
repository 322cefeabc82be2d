import { StockUpdated } from '@frontrow/common/contracts';
import { project } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { stockCopy } from '../store/stock.ts';

/** Keeps the units left of each listing, which orders decides, and shows them to whoever looks at it. */
export const onStockUpdated = ({ resources }: TicketsKit) =>
  project(stockCopy, StockUpdated, {
    committed: (events) => resources.availability.changed(events.map(({ data }) => data.ticketId)),
  });
