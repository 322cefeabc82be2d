import { inserter, type Queryable, statement, type Tx } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';
import { type HoldHistories, type HoldHistory, historyKey, noHistory } from '../holding.ts';
import { placedFrom } from './tables.ts';

/** Who would hold units of a listing: an account, from a network. */
export interface Holder {
  ticketId: string;
  userId: string;
  network: string;
}

interface Row {
  ticketId: string;
  who: string;
  held: number;
  orders: number;
  units: number;
  last: Date | null;
  paid: number;
}

const select = (by: 'user_id' | 'network', type: string) =>
  statement<Row>(
    `histories_by_${by}`,
    `select placed.ticket_id as "ticketId", placed.${by}::text as who,
       coalesce(sum(quantity) filter (where status in ('created', 'awaiting:payment')), 0)::int as held,
       count(*) filter (where given_up)::int as orders,
       coalesce(sum(quantity) filter (where given_up), 0)::int as units,
       max(cancelled_at) filter (where given_up) as last,
       coalesce(sum(quantity) filter (where status = 'complete'), 0)::int as paid
     from (select distinct * from unnest($1::uuid[], $2::${type}[]) as given (ticket_id, ${by})) as given
     join placed_from placed using (ticket_id, ${by})
     join orders on orders.id = placed.order_id
     cross join lateral (
       select status = 'cancelled' and cancel_reason in ('expired', 'buyer')
         and cancelled_at > statement_timestamp() - make_interval(secs => $3) as given_up
     ) as judged
     group by placed.ticket_id, placed.${by}`,
  );
const byAccount = select('user_id', 'uuid');
const byNetwork = select('network', 'text');

/** What became of the holds of these accounts and networks within the last `seconds`, and of those still open. */
export async function findHistories(tx: Tx, holders: readonly Holder[], seconds: number): Promise<HoldHistories> {
  const tickets = holders.map(({ ticketId }) => ticketId);
  const [accounts, networks] = await Promise.all([
    byAccount(tx, [tickets, holders.map(({ userId }) => userId), seconds]),
    byNetwork(tx, [tickets, holders.map(({ network }) => network), seconds]),
  ]);
  return { ofAccount: toHistories(accounts), ofNetwork: toHistories(networks) };
}

const toHistories = (rows: readonly Row[]) =>
  new Map(
    rows.map(({ ticketId, who, held, orders, units, last, paid }): [string, HoldHistory] => [
      historyKey(ticketId, who),
      { ...noHistory(), held, paid, givenUp: { orders, units, last: last ? new Date(last) : undefined } },
    ]),
  );

const insert = inserter(placedFrom);

/** Notes where orders came from that are added in the same transaction. */
export async function notePlacedFrom(
  tx: Tx,
  placed: readonly (Holder & { orderId: string; placedAt: Date })[],
): Promise<void> {
  if (placed.length > 0) await insert(tx, placed);
}

/** What nothing counts any more is forgotten: a hold may last for hours, and what was given up counts for less than one. */
export async function forgetPlacedFrom({ db }: Queryable): Promise<void> {
  await db.execute(sql`
    delete from placed_from placed using orders
    where placed.placed_at < statement_timestamp() - interval '1 hour' and orders.id = placed.order_id
      and orders.status not in ('created', 'awaiting:payment')`);
}
