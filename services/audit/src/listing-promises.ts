import type { Id, StockState } from '@frontrow/common/contracts';
import { AT_ONCE, type Patience, type Suspicion } from './promises.ts';

/** The newest stock of a listing, and what the auditor's own count of its orders says. Instants are milliseconds. */
export interface ListingRecord {
  stock: Omit<StockState, 'sales'>;
  /** Whether all of its orders should have been heard. */
  inFull: boolean;
  /** When its stock changed last, and when its capacity did. */
  heardAt: number;
  resizedAt: number;
  counted: {
    held: number;
    sold: number;
    /** Units of active orders of which nothing more was heard for the time to settle: those are active at once. */
    quiet: number;
    /** When something of any of its orders was heard last. */
    heardAt: number;
  };
}

/** The stock's own numbers say that a unit was given away twice. */
export function oversold(stock: StockState, eventId: Id): Suspicion[] {
  const { ticketId, held, sold, capacity } = stock;
  if (held + sold <= capacity) return [];
  const words = `Of ${capacity} units ${held} are held and ${sold} sold`;
  const key = `one-owner:stock:${ticketId}`;
  return [{ promise: 'one-owner', key, words, evidence: [eventId], lasting: true, ripeAt: AT_ONCE }];
}

/** Every promise about a listing, held against the auditor's own count of its orders. */
export function suspectListing(record: ListingRecord, { settleMs, reactionMs }: Patience): Suspicion[] {
  const { stock, counted } = record;
  const { ticketId, capacity, held, sold, closed, suspended } = stock;
  const units = counted.held + counted.sold;
  const quietSince = Math.max(record.heardAt, counted.heardAt);
  const base = { evidence: [], lasting: false };
  const found: Suspicion[] = [];

  if (units > capacity) {
    // Orders in flight may be over already. Those that are quiet are all active now, and are too many together.
    const since = counted.quiet > capacity ? record.resizedAt : quietSince;
    const words = `The orders have ${units} units of ${capacity}`;
    const key = `one-owner:orders:${ticketId}:${units - capacity}`;
    found.push({ ...base, promise: 'one-owner', key, words, ripeAt: since + settleMs });
  }
  if (record.inFull && (held !== counted.held || sold !== counted.sold)) {
    const words = `The stock says ${held} held and ${sold} sold, its orders ${counted.held} and ${counted.sold}`;
    const key = `one-owner:stock-and-orders:${ticketId}:${held - counted.held}:${sold - counted.sold}`;
    found.push({ ...base, promise: 'one-owner', key, words, ripeAt: quietSince + settleMs });
  }
  if (closed && units > 0) {
    const words = `The event was cancelled, and orders of it stand with ${units} units`;
    const key = `no-order-stuck:event:${ticketId}`;
    found.push({ ...base, promise: 'no-order-stuck', key, words, ripeAt: quietSince + reactionMs });
  }
  if (suspended && counted.held > 0) {
    const words = `The listing is suspended, and unpaid orders of it stand with ${counted.held} units`;
    const key = `no-order-stuck:suspended:${ticketId}`;
    found.push({ ...base, promise: 'no-order-stuck', key, words, ripeAt: quietSince + reactionMs });
  }
  return found;
}
