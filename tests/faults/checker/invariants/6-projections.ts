import type { Book, Finding, Invariant } from '../book.ts';
import { sameInstant } from '../instant.ts';

/** A copy of what another service owns: the rows on both sides by the same key, and the fields that must agree. */
interface Projection {
  of: string;
  owned: Row[];
  copied: Row[];
  key: string;
  fields: string[];
}
type Row = Record<string, unknown>;

/** Every projection equals its owner, field by field, and knows nothing that its owner does not. */
export const projections: Invariant = {
  name: '6: every projection is up to date',
  onlySettled: true,
  check: (book) => [...projectionsIn(book).flatMap(compare), ...heeded(book), ...revoked(book)],
};

function projectionsIn(book: Book): Projection[] {
  const captured = new Set(
    book.outbox.filter(({ type }) => type === 'payment.captured').map(({ envelope }) => String(envelope.data.orderId)),
  );
  // Of an account that is gone tickets keeps the id alone.
  const deleted = book.outbox
    .filter(({ type }) => type === 'user.deleted')
    .map(({ aggregate_id: id, aggregate_version: version }) => ({
      id,
      version,
      email: '',
      verified: false,
      closed: true,
    }));
  const users = book.users.map((user) => ({ ...user, closed: user.suspended_at !== null }));
  return [
    {
      of: 'an order in payments',
      owned: rows(book.orders.map((order) => ({ ...order, total: order.quantity * order.unit_price }))),
      copied: rows(book.paidOrders),
      key: 'id',
      fields: ['version', 'user_id', 'status', 'total', 'currency', 'expires_at', 'cancel_reason'],
    },
    {
      of: 'an order in tickets',
      owned: rows(
        book.orders.map((order) => ({
          ...order,
          order_version: order.version,
          order_status: order.status,
          captured: captured.has(order.id),
        })),
      ),
      copied: rows(book.orderAdmissions.map((one) => ({ ...one, id: one.order_id }))),
      key: 'id',
      fields: ['order_version', 'ticket_id', 'user_id', 'quantity', 'order_status', 'refund', 'captured'],
    },
    {
      of: 'a stock in tickets',
      owned: rows(book.stock),
      copied: rows(book.ticketStock),
      key: 'ticket_id',
      fields: ['version', 'capacity', 'held', 'sold', 'closed', 'sales', 'suspended'],
    },
    {
      of: 'a listing in orders',
      owned: rows(book.tickets),
      copied: rows(book.listings),
      key: 'id',
      fields: [
        'version',
        'seller_id',
        'title',
        'venue',
        'city',
        'country',
        'starts_at',
        'price',
        'currency',
        'refund_hours',
        'sales',
      ],
    },
    {
      of: 'the stock of a listing in orders',
      owned: rows(book.tickets),
      copied: rows(book.stock.map(({ ticket_id: id, sales, suspended }) => ({ id, sales, suspended }))),
      key: 'id',
      fields: ['sales', 'suspended'],
    },
    {
      of: 'a user in tickets',
      owned: rows([...users, ...deleted]),
      copied: rows(book.ticketUsers),
      key: 'id',
      fields: ['version', 'email', 'verified', 'closed'],
    },
    {
      // Of accounts that are open orders knows nothing, or that they are open again.
      of: 'a closed account in orders',
      owned: rows([...users, ...deleted].filter(({ closed }) => closed)),
      copied: rows(book.closedUsers.filter(({ closed }) => closed)),
      key: 'id',
      fields: [],
    },
  ];
}

const rows = (found: object[]) => found as Row[];

function compare({ of, owned, copied, key, fields }: Projection): Finding[] {
  const copies = new Map(copied.map((row) => [row[key], row]));
  const found = owned.flatMap((row): Finding[] => {
    const copy = copies.get(row[key]);
    copies.delete(row[key]);
    if (!copy) return [{ what: `there is no copy of ${of}`, ids: [String(row[key])] }];
    const off = fields.filter((field) => !same(field, row[field], copy[field]));
    const words = off.map((field) => `${field} is ${row[field]}, in the copy ${copy[field]}`);
    return off.length > 0 ? [{ what: `${of}: ${words.join('; ')}`, ids: [String(row[key])] }] : [];
  });
  const orphans = [...copies.keys()].map((id) => ({ what: `a copy of ${of} that does not exist`, ids: [String(id)] }));
  return [...found, ...orphans];
}

const same = (field: string, a: unknown, b: unknown) =>
  field.endsWith('_at') ? sameInstant(a as string | null, b as string | null) : a === b;

/** Orders has heeded the newest word on each payment. */
const heeded = (book: Book): Finding[] =>
  book.payments.flatMap(({ order_id, version }) => {
    const seen = book.orderById.get(order_id)?.payment_version;
    return seen === version
      ? []
      : [{ what: `its payment is at version ${version}, orders heeded ${seen}`, ids: [order_id] }];
  });

/** A session that was ended is void in every service for as long as its token would be good. */
function revoked(book: Book): Finding[] {
  const known = new Set(book.revocations.map(({ owner, id }) => `${owner} ${id}`));
  const soon = Date.parse(book.now) + 60_000;
  return book.outbox
    .filter(({ type, envelope }) => type === 'session.revoked' && Date.parse(String(envelope.data.expiresAt)) > soon)
    .flatMap(({ aggregate_id: id }) =>
      ['auth', 'tickets', 'orders', 'payments']
        .filter((owner) => !known.has(`${owner} ${id}`))
        .map((owner) => ({ what: `the ended session is still good in ${owner}`, ids: [id] })),
    );
}
