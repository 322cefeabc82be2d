import { StockUpdated } from '@frontrow/common/contracts';
import { project } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { stockCopy } from '../store/stock.ts';

/** Keeps the units left of each listing, which orders decides. */
export const onStockUpdated = (_kit: TicketsKit) => project(stockCopy, StockUpdated);
