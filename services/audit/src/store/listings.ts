import { statement, type Tx } from '@frontrow/common/database';
import type { ListingRecord } from '../listing-promises.ts';

interface ListingRow {
  id: string;
  capacity: number;
  held: number;
  sold: number;
  closed: boolean;
  suspended: boolean;
  inFull: boolean;
  heardMs: string;
  resizedMs: string;
  countedHeld: number;
  countedSold: number;
  recent: string;
  countedMs: string;
}

const findDue = statement<ListingRow>(
  'find_due_listings',
  `with due as materialized (
     select * from listings where look_at <= $1 order by look_at limit $3 for update skip locked
   )
   select due.id, capacity, due.held, due.sold, closed, suspended, coalesce(first = 1, false) as "inFull",
     extract(epoch from due.heard_at) * 1000 as "heardMs", extract(epoch from resized_at) * 1000 as "resizedMs",
     coalesce(units.held, 0) as "countedHeld", coalesce(units.sold, 0) as "countedSold",
     coalesce(extract(epoch from units.heard_at) * 1000, 0) as "countedMs", recent
   from due left join aggregates on aggregate = 'stock' and aggregates.id = due.id
   left join units on units.ticket_id = due.id
   cross join lateral (
     select coalesce(sum(quantity), 0) as recent from orders
     where ticket_id = due.id and status <> 'cancelled' and orders.heard_at > $2
   ) as counted`,
);

/**
 * Locks the listings that are to be looked at by `at`, and reads what their orders add up to. A listing whose stock is being
 * heard is left to the next look, so that no look waits for a listing while it holds others.
 */
export async function lockDueListings(tx: Tx, at: Date, settleMs: number, limit: number): Promise<ListingRecord[]> {
  const quietSince = new Date(at.getTime() - settleMs);
  const rows = await findDue(tx, [at.toISOString(), quietSince.toISOString(), limit]);
  return rows.map(({ id: ticketId, capacity, held, sold, closed, suspended, inFull, ...row }) => ({
    stock: { ticketId, capacity, held, sold, closed, suspended },
    inFull,
    heardAt: Number(row.heardMs),
    resizedAt: Number(row.resizedMs),
    counted: {
      held: row.countedHeld,
      sold: row.countedSold,
      quiet: row.countedHeld + row.countedSold - Number(row.recent),
      heardAt: Number(row.countedMs),
    },
  }));
}

const setLooks = statement(
  'set_listing_looks',
  `update listings set look_at = looked.look_at from unnest($1::uuid[], $2::timestamptz[]) as looked (id, look_at)
   where listings.id = looked.id`,
);

/** When each listing is to be looked at again; null when nothing about it is in flight. */
export async function saveListingLooks(tx: Tx, looks: { id: string; lookAgainAt: number | null }[]): Promise<void> {
  const instants = looks.map(({ lookAgainAt: at }) => (at === null ? null : new Date(at).toISOString()));
  await setLooks(tx, [looks.map(({ id }) => id), instants]);
}
