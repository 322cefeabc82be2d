import type { SaleExportQuery, SalesQuery } from '@frontrow/common/contracts';
import { queryString } from './request';

/** Files that the reader's browser fetches by itself, by their addresses. */
export const files = {
  figures: (query: SalesQuery) => `/api/orders/selling/figures.csv${queryString({ ...query })}`,
  conversion: (query: SalesQuery) => `/sell/conversion.csv${queryString({ ...query })}`,
  orders: (query: SaleExportQuery) => `/api/orders/selling/orders.csv${queryString({ ...query })}`,
};
