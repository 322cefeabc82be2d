import { databases, query, type ServiceDatabase } from './databases.ts';
import { type Ledger, readLedger } from './stripe.ts';

/** What the databases and the provider's books hold of orders, read past the services. */
export type Records = Awaited<ReturnType<typeof readRecords>>;

export async function readRecords() {
  const [orders, stock, payments, admissions, histories, copies, gaps, unpublished, ledger] = await Promise.all([
    query<Order>(
      'orders',
      `select id, status, quantity, quantity * unit_price as total, lower(currency) as currency,
              ticket_id as "ticketId" from orders`,
    ),
    query<Stock>('orders', 'select ticket_id as "ticketId", capacity, held, sold from stock'),
    query<Payment>('payments', 'select order_id as "orderId", stripe_id as "stripeId" from payments'),
    query<{ orderId: string; good: number }>(
      'tickets',
      `select order_id as "orderId", count(*) filter (where revoked_at is null)::int as good from admissions group by 1`,
    ),
    query<{ id: string; statuses: string[] }>(
      'orders',
      `select aggregate_id as id, array_agg(envelope->'data'->>'status' order by aggregate_version) as statuses
       from outbox where aggregate = 'order' group by 1`,
    ),
    staleCopies(),
    inEach('select aggregate_id as id from outbox group by 1 having max(aggregate_version) <> count(*)'),
    inEach('select aggregate_id as id from outbox where published_at is null'),
    readLedger(),
  ]);
  return { orders, stock, payments, admissions, histories, copies, gaps, unpublished, accounts: accounts(ledger) };
}

type Order = { id: string; status: string; quantity: number; total: number; currency: string; ticketId: string };
type Stock = { ticketId: string; capacity: number; held: number; sold: number };
type Payment = { orderId: string; stripeId: string | null };

const accounts = ({ paymentIntents }: Ledger) =>
  Object.entries(paymentIntents).map(([stripeId, account]) => ({ stripeId, ...account }));

async function inEach(sql: string): Promise<string[]> {
  const found = await Promise.all(
    databases.map(async (service) => (await query<{ id: string }>(service, sql)).map(({ id }) => `${service} ${id}`)),
  );
  return found.flat();
}

/** Every table that copies what another service owns, by its key and version. */
const projections: { of: [ServiceDatabase, string]; in: [ServiceDatabase, string] }[] = [
  { of: ['orders', 'select id, version from orders'], in: ['payments', 'select id, version from orders'] },
  {
    of: ['orders', 'select id, version from orders'],
    in: ['tickets', 'select order_id as id, order_version as version from order_admissions'],
  },
  {
    of: ['orders', 'select ticket_id as id, version from stock'],
    in: ['tickets', 'select ticket_id as id, version from stock'],
  },
  { of: ['tickets', 'select id, version from tickets'], in: ['orders', 'select id, version from listings'] },
];

async function staleCopies(): Promise<string[]> {
  const found = await Promise.all(
    projections.map(async ({ of: [owner, owned], in: [holder, held] }) => {
      const rows = await query<{ id: string; version: number }>(owner, owned);
      const copied = new Map(
        (await query<{ id: string; version: number }>(holder, held)).map((row) => [row.id, row.version]),
      );
      return rows
        .filter(({ id, version }) => copied.get(id) !== version)
        .map(({ id, version }) => `${id} of ${owner} is at ${version}, in ${holder} at ${copied.get(id) ?? 'nothing'}`);
    }),
  );
  return found.flat();
}
