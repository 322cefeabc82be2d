import type { StockState } from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { lt } from 'drizzle-orm';
import { stock } from './tables.ts';

/** Keeps the newest state of a listing's units. */
export async function saveStock({ db }: Tx, state: StockState, version: number): Promise<void> {
  const row = { ...state, version };
  await db
    .insert(stock)
    .values(row)
    .onConflictDoUpdate({ target: stock.ticketId, set: row, setWhere: lt(stock.version, version) });
}
