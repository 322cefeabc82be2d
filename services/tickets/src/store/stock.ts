import type { StockState } from '@frontrow/common/contracts';
import type { Copy } from '@frontrow/common/messaging';
import { stock } from './tables.ts';

/** The units of each listing as tickets knows them. */
export const stockCopy: Copy<StockState> = {
  name: 'stock',
  table: stock,
  key: 'ticketId',
  version: 'version',
  toRow: ({ ticketId, capacity, held, sold, closed, sales, suspended }, version) => {
    return { ticketId, version, capacity, held, sold, closed, sales, suspended };
  },
};
