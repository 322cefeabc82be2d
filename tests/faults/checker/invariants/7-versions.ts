import type { Book, Finding, Invariant } from '../book.ts';
import { sameInstant } from '../instant.ts';
import type { OutboxRow } from '../read/rows.ts';

/** Versions count from 1 without gaps, and a row is what its last event says: state and event are one commit. */
export const versions: Invariant = {
  name: '7: versions have no gaps',
  check: (book) => [
    ...[...book.histories.values()].flatMap(gaps),
    ...owned(book).flatMap((kind) => compare(book, kind)),
  ],
};

function gaps(history: OutboxRow[]): Finding[] {
  const numbers = history.map(({ aggregate_version }) => aggregate_version);
  if (numbers.every((number, index) => number === index + 1)) return [];
  const { aggregate, aggregate_id } = history[0]!;
  return [{ what: `the versions of this ${aggregate} are ${numbers.join(', ')}`, ids: [aggregate_id] }];
}

interface Kind {
  aggregate: string;
  rows: { id: string; version: number; state: Record<string, unknown> }[];
}

function owned(book: Book): Kind[] {
  return [
    { aggregate: 'user', rows: book.users.map(({ id, version, ...state }) => ({ id, version, state: told(state) })) },
    { aggregate: 'ticket', rows: book.tickets.map(({ id, version, ...state }) => ({ id, version, state })) },
    { aggregate: 'stock', rows: book.stock.map(({ ticket_id: id, version, ...state }) => ({ id, version, state })) },
    {
      aggregate: 'order',
      rows: book.orders.map((order) => ({ id: order.id, version: order.version, state: orderState(order) })),
    },
    {
      aggregate: 'payment',
      rows: book.payments.map((payment) => ({
        id: payment.id,
        version: payment.version,
        state: paymentState(book, payment),
      })),
    },
    {
      aggregate: 'admission',
      rows: book.orderAdmissions
        .filter(({ version }) => version > 0)
        .map(({ order_id: id, version }) => ({ id, version, state: { admissions: admissionsState(book, id) } })),
    },
  ];
}

/** Older events of accounts that are open say nothing of suspensions; when an address was confirmed is auth's own business. */
const told = ({ email, suspended_at }: Pick<Book['users'][number], 'email' | 'suspended_at'>) =>
  suspended_at === null ? { email } : { email, suspended_at };

const orderState = ({
  ticket_id,
  user_id,
  quantity,
  unit_price,
  currency,
  status,
  cancel_reason,
  refund,
  expires_at,
  payment_id,
}: Book['orders'][number]) => ({
  ticket_id,
  user_id,
  quantity,
  unit_price,
  currency,
  status,
  cancel_reason,
  refund,
  expires_at,
  payment_id,
});

/** No event tells that a bank wants to see its customer, so `requires_action` is `processing` to the others. */
const paymentState = (
  book: Book,
  { id, order_id, user_id, status, amount, currency, amount_captured, amount_refunded }: Book['payments'][number],
) => ({
  order_id,
  user_id,
  amount,
  currency,
  amount_captured,
  amount_refunded,
  status: status === 'requires_action' ? 'processing' : status,
  attempts: book.attemptsByPayment.get(id)?.length ?? 0,
});

const admissionsState = (book: Book, orderId: string) =>
  JSON.stringify(
    (book.admissionsByOrder.get(orderId) ?? [])
      .map(({ id, revoked_at, redeemed_at }) => `${id} ${revoked_at ? 'revoked' : redeemed_at ? 'redeemed' : 'valid'}`)
      .sort(),
  );

function compare(book: Book, { aggregate, rows }: Kind): Finding[] {
  const known = new Set(rows.map(({ id }) => id));
  const differing = rows.flatMap(({ id, version, state }): Finding[] => {
    const last = book.history(aggregate, id).at(-1);
    if (last?.aggregate_version !== version)
      return [
        {
          what: `this ${aggregate} is at version ${version}, its last event at ${last?.aggregate_version ?? 'none'}`,
          ids: [id],
        },
      ];
    const told = last.envelope.data;
    const off = Object.entries(state).filter(([field, value]) => !same(field, value, toldOf(field, told)));
    const words = off.map(([field, value]) => `${field} is ${value}, told as ${toldOf(field, told)}`);
    return off.length > 0
      ? [{ what: `this ${aggregate} differs from its last event: ${words.join('; ')}`, ids: [id] }]
      : [];
  });
  const invented = [...book.histories.values()]
    .map((history) => history.at(-1)!)
    .filter((event) => event.aggregate === aggregate && !known.has(event.aggregate_id))
    .filter(({ type }) => type !== 'user.deleted') // nothing is left of it, and nothing may be
    .map((event) => ({ what: `events tell of a ${aggregate} that does not exist`, ids: [event.aggregate_id] }));
  return [...differing, ...invented];
}

/** The member of an event's data that says what a column says. */
function toldOf(field: string, data: Record<string, unknown>): unknown {
  if (field === 'admissions')
    return JSON.stringify(
      (data.admissions as { id: string; status: string }[]).map(({ id, status }) => `${id} ${status}`).sort(),
    );
  return data[field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
}

const same = (field: string, a: unknown, b: unknown) =>
  field.endsWith('_at') ? sameInstant(a as string | null, b as string | null) : a === b;
