import pg from 'pg';
import type { Owner, Sources } from '../sources.ts';
import type * as Row from './rows.ts';

/** What every database has: the tables of the kit. */
const KIT = {
  outbox:
    'select seq, id, type, aggregate, aggregate_id, aggregate_version, envelope, created_at, published_at from outbox order by seq',
  inbox: 'select consumer, event_id, received_at from inbox',
  deadLetters: 'select id, consumer, event_id, subject, payload, reason, died_at, replayed_at from dead_letters',
  storedAnswers: `select user_id, route, status, body->>'id' as made from idempotency_keys where status between 200 and 299`,
  revocations: 'select id, expires_at from revoked_sessions',
};

/** What each service keeps beside them. */
const OWN = {
  auth: {
    users: 'select id, version, email, email_verified_at is not null as verified, suspended_at from users',
  },
  tickets: {
    tickets: `select id, version, seller_id, title, description, category, venue, city, country, starts_at, price,
      currency, quantity, refund_hours, status, sales, suspended from tickets`,
    ticketStock: 'select ticket_id, version, capacity, held, sold, closed, sales, suspended from stock',
    ticketUsers: 'select id, version, email, verified, closed from users',
    orderAdmissions: `select order_id, version, state, captured, order_version, ticket_id, user_id, quantity,
      order_status, refund from order_admissions`,
    admissions: 'select id, order_id, ticket_id, user_id, number, redeemed_at, revoked_at, scan_id from admissions',
  },
  orders: {
    listings: `select id, version, seller_id, title, venue, city, country, starts_at, price, currency, refund_hours,
      sales from listings`,
    stock: 'select ticket_id, version, capacity, held, sold, closed, sales, suspended from stock',
    closedUsers: 'select id, version, closed from closed_users',
    orders: `select id, version, ticket_id, user_id, quantity, unit_price, currency, status, cancel_reason, refund,
      hold_until, extended, expires_at, payment_id, payment_version from orders`,
    timeline: 'select order_id, at, event, text from timeline order by id',
    clock: 'select clock_timestamp() as now',
  },
  payments: {
    paidOrders: 'select id, version, user_id, status, total, currency, expires_at, cancel_reason from orders',
    payments: 'select * from payments',
    attempts: 'select id, payment_id, number, stripe_key, status from payment_attempts',
  },
};

/** Everything the four databases hold that an invariant speaks of. */
export interface DatabaseRecords {
  /** The database's clock when the orders were read. */
  now: string;
  outbox: Row.OutboxRow[];
  inbox: Row.InboxRow[];
  deadLetters: Row.DeadLetter[];
  storedAnswers: Row.StoredAnswer[];
  revocations: Row.Revocation[];
  users: Row.User[];
  tickets: Row.Ticket[];
  ticketStock: Row.Stock[];
  ticketUsers: Row.TicketUser[];
  orderAdmissions: Row.OrderAdmissions[];
  admissions: Row.Admission[];
  listings: Row.Listing[];
  stock: Row.Stock[];
  closedUsers: Row.ClosedUser[];
  orders: Row.Order[];
  timeline: Row.TimelineLine[];
  paidOrders: Row.PaidOrder[];
  payments: Row.Payment[];
  attempts: Row.Attempt[];
}

/**
 * Reads each database in one snapshot. Orders comes first: what an order's history refers to (the payment event that
 * caused a change, the price its seller asked) was committed before, so the later snapshots of the others have it.
 */
export async function readDatabases({ databases }: Sources): Promise<DatabaseRecords> {
  const owners: Owner[] = ['orders', 'payments', 'tickets', 'auth'];
  const tables: Record<string, object[]> = {};
  for (const owner of owners) {
    const found = await snapshot(databases[owner], { ...KIT, ...OWN[owner] });
    for (const [name, rows] of Object.entries(found)) {
      tables[name] = [...(tables[name] ?? []), ...(name in KIT ? rows.map((row) => ({ ...row, owner })) : rows)];
    }
  }
  const { clock, ...rest } = tables;
  return { now: (clock![0] as { now: string }).now, ...rest } as unknown as DatabaseRecords;
}

/** Runs queries in one read-only snapshot. As JSON, rows keep the microseconds of their instants. */
async function snapshot(connectionString: string, queries: Record<string, string>) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, query_timeout: 60_000 });
  client.on('error', () => {}); // a server that is killed fails the query, which says so
  await client.connect();
  try {
    await client.query(`set timezone = 'UTC'`);
    await client.query('begin isolation level repeatable read read only');
    const found: Record<string, object[]> = {};
    for (const [name, query] of Object.entries(queries)) {
      const { rows } = await client.query<{ row: object }>(`select to_json(t) as row from (${query}) t`);
      found[name] = rows.map(({ row }) => row);
    }
    return found;
  } finally {
    await client.end().catch(() => {});
  }
}
