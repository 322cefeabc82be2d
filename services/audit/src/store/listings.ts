import type { Tx } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';
import type { ListingRecord } from '../listing-promises.ts';

interface ListingRow extends Record<string, unknown> {
  id: string;
  capacity: number;
  held: number;
  sold: number;
  closed: boolean;
  inFull: boolean;
  heardMs: string;
  resizedMs: string;
  countedHeld: string;
  countedSold: string;
  countedQuiet: string;
  countedMs: string;
}

/** The listings that are to be looked at by `at`, with the count of their orders. */
export async function readDueListings({ db }: Tx, at: Date, settleMs: number, limit: number): Promise<ListingRecord[]> {
  const quietSince = new Date(at.getTime() - settleMs).toISOString();
  const { rows } = await db.execute<ListingRow>(sql`
    with due as (
      select * from listings where look_at <= ${at.toISOString()} order by look_at limit ${limit} for update
    )
    select due.id, capacity, held, sold, closed, coalesce(first = 1, false) as "inFull",
      extract(epoch from due.heard_at) * 1000 as "heardMs", extract(epoch from resized_at) * 1000 as "resizedMs",
      counted.*
    from due left join aggregates on aggregate = 'stock' and aggregates.id = due.id
    cross join lateral (
      select coalesce(sum(quantity) filter (where status in ('created', 'awaiting:payment')), 0) as "countedHeld",
        coalesce(sum(quantity) filter (where status = 'complete'), 0) as "countedSold",
        coalesce(sum(quantity) filter (where status <> 'cancelled' and heard_at <= ${quietSince}), 0) as "countedQuiet",
        coalesce(extract(epoch from max(heard_at)) * 1000, 0) as "countedMs"
      from orders where ticket_id = due.id
    ) as counted`);
  return rows.map(({ id: ticketId, capacity, held, sold, closed, inFull, ...row }) => ({
    stock: { ticketId, capacity, held, sold, closed },
    inFull,
    heardAt: Number(row.heardMs),
    resizedAt: Number(row.resizedMs),
    counted: {
      held: Number(row.countedHeld),
      sold: Number(row.countedSold),
      quiet: Number(row.countedQuiet),
      heardAt: Number(row.countedMs),
    },
  }));
}

/** When each listing is to be looked at again; null when nothing about it is in flight. */
export async function saveListingLooks({ db }: Tx, looks: { id: string; lookAgainAt: number | null }[]): Promise<void> {
  const rows = looks.map(({ id, lookAgainAt: at }) => ({ id, look_at: at === null ? null : new Date(at) }));
  await db.execute(sql`
    update listings set look_at = looked.look_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as looked (id uuid, look_at timestamptz)
    where listings.id = looked.id`);
}
