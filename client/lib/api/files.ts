import type { FiguresExportQuery, SaleExportQuery, SalesQuery } from '@frontrow/common/contracts';
import type { TableFormat } from '@frontrow/common/tables';
import { queryString } from './request';

/** Files that the reader's browser fetches by itself, by their addresses. */
export const files = {
  figures: (query: FiguresExportQuery, format: TableFormat) =>
    `/api/orders/selling/figures.${format}${queryString({ ...query })}`,
  conversion: (query: SalesQuery, format: TableFormat) => `/sell/conversion.${format}${queryString({ ...query })}`,
  orders: (query: SaleExportQuery, format: TableFormat) =>
    `/api/orders/selling/orders.${format}${queryString({ ...query })}`,
};
