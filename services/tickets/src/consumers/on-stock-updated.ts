import { StockUpdated } from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { saveStock } from '../store/stock.ts';

/** Keeps the units left of each listing, which orders decides. */
export const onStockUpdated = (_kit: TicketsKit) =>
  on(StockUpdated, ({ data, aggregateVersion }, tx) => saveStock(tx, data, aggregateVersion));
