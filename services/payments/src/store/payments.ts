import type { Id, OrderStatus } from '@frontrow/common/contracts';
import { type Queryable, statement, type Trace, type Tx } from '@frontrow/common/database';
import { getTableColumns } from 'drizzle-orm';
import type { Attempt, Dispute, Payment } from '../payment.ts';
import { payments } from './tables.ts';

/** A payment as it is stored, with what is not the payment's own. */
export interface StoredPayment {
  payment: Payment;
  /** The state of its order; undefined while our copy of that is missing. */
  order: OrderStatus | undefined;
  claimedBy: Id | null;
  dueAt: Date | null;
  tries: number;
  /** Where its last change came from. */
  trace: Trace;
  createdAt: Date;
  updatedAt: Date;
  refundFailedAt: Date | null;
}

/** What a transaction has found, and holds until it ends. */
export interface Locked<T> {
  /** By id. A row that is locked elsewhere is among them, and not in `held`. */
  found: Map<Id, T>;
  held: Set<Id>;
  /** The time of decision: the database's clock once the locks were had. */
  now: Date;
}

/** A payment as statements read it: its columns, its last attempt, its last dispute, and the state of its order. */
export type PaymentRow = typeof payments.$inferSelect & {
  attempt: AttemptRow | null;
  dispute: (Omit<Dispute, 'respondBy' | 'openedAt'> & { respondBy: string | null; openedAt: string }) | null;
  order: OrderStatus | null;
};
export type AttemptRow = Omit<Attempt, 'reference' | 'decline'> & {
  referenceType: 'token' | 'payment_method';
  reference: string;
};

const columns = Object.entries(getTableColumns(payments))
  .map(([member, { name }]) => `p.${name} as "${member}"`)
  .join(', ');
export const attemptMembers = (alias: string) =>
  `'id', ${alias}.id, 'number', ${alias}.number, 'status', ${alias}.status, 'failure', ${alias}.failure,
   'referenceType', ${alias}.reference_type, 'reference', ${alias}.reference, 'network', ${alias}.network`;
/** What is selected of a payment `p`, of its order `o`, and of what `details` joins. */
export const paymentColumns = `${columns}, o.status as "order",
  case when a.id is not null then json_build_object(${attemptMembers('a')}) end as attempt,
  case when d.id is not null then json_build_object('id', d.id, 'phase', d.phase, 'status', d.status,
    'reason', d.reason, 'amount', d.amount, 'withdrawn', d.withdrawn, 'refundable', d.refundable,
    'respondBy', d.respond_by, 'openedAt', d.opened_at) end as dispute`;
export const details = `left join disputes d on d.id = p.dispute_id
  left join lateral (
    select * from payment_attempts where payment_id = p.id order by number desc limit 1) a on true`;
const select = `select ${paymentColumns}, clock_timestamp() as now
  from payments p left join orders o on o.id = p.order_id ${details}`;

const readByIds = statement<PaymentRow & { now: Date }>('read_payments', `${select} where p.id = any ($1::uuid[])`);
const readByOrder = statement<PaymentRow>('read_payment_of_order', `${select} where p.order_id = $1`);
const [lock, lockFree] = ['', 'skip locked'].map((rule) =>
  statement<{ id: Id }>(
    'lock_payments',
    `select id from payments where id = any ($1::uuid[]) order by id for update ${rule}`,
  ),
) as [Find, Find];
const readAttempt = statement<{ attempt: AttemptRow }>(
  'read_attempt',
  `select json_build_object(${attemptMembers('a')}) as attempt from payment_attempts a where id = $1`,
);
const findFailed = statement<{ id: Id }>(
  'find_refund_failures',
  `select id from payments where refund_failed_at is not null
   order by settlement is null desc, refund_failed_at desc limit 100`,
);
const findUndecided = statement<{ id: Id }>(
  'find_disputed',
  `select p.id from disputes d join payments p on p.dispute_id = d.id
   order by d.phase in ('inquiry', 'open') desc, d.opened_at desc limit 100`,
);
const findByCard = statement<{ id: Id }>(
  'find_payments_by_card',
  `select id from payments where card is not null and card->>'last4' = $1 and ($2::timestamptz is null or created_at >= $2)
     and ($3::timestamptz is null or created_at < $3) and ($4::uuid is null or id < $4)
   order by id desc limit $5`,
);
type Find = typeof findFailed;

export async function findPayment(from: Queryable, orderId: Id): Promise<StoredPayment | undefined> {
  const [row] = await readByOrder(from, [orderId]);
  return row && restore(row);
}

export async function getAttempt(from: Queryable, id: Id): Promise<Attempt> {
  const [row] = await readAttempt(from, [id]);
  return toAttempt(row!.attempt);
}

/**
 * Payments, held until the transaction ends. One that is locked elsewhere is left out of `held`, so that it keeps no other
 * waiting, unless it is to be waited for. Locking and reading are two statements, sent together: one that does both would
 * read the order as it was before the lock was waited for.
 */
export async function lockPayments(tx: Tx, ids: Id[], wait: boolean): Promise<Locked<StoredPayment>> {
  const [held, rows] = await Promise.all([(wait ? lock : lockFree)(tx, [ids]), readByIds(tx, [ids])]);
  return {
    found: new Map(rows.map((row) => [row.id, restore(row)])),
    held: new Set(held.map(({ id }) => id)),
    now: rows[0]?.now ?? new Date(0),
  };
}

/** Payments whose refund failed for good, those that nobody settled first, then the latest; 100 at most. */
export const findRefundFailures = (from: Queryable): Promise<StoredPayment[]> => readInOrder(from, findFailed);

/** Payments whose charge was disputed, the undecided ones first, then the latest; 100 at most. */
export const findDisputed = (from: Queryable): Promise<StoredPayment[]> => readInOrder(from, findUndecided);

/** Payments by cards whose numbers end so, made in a period, the newest first; before one of them if that is given. */
export const findPaymentsByCard = (
  from: Queryable,
  { last4, from: since, to, before, limit }: CardWanted,
): Promise<StoredPayment[]> => readInOrder(from, findByCard, [last4, since ?? null, to ?? null, before ?? null, limit]);

interface CardWanted {
  last4: string;
  from?: string | undefined;
  to?: string | undefined;
  before?: Id | undefined;
  limit: number;
}

async function readInOrder(from: Queryable, find: Find, values: unknown[] = []): Promise<StoredPayment[]> {
  const ids = (await find(from, values)).map(({ id }) => id);
  const rows = new Map((await readByIds(from, [ids])).map((row) => [row.id, row]));
  return ids.flatMap((id) => rows.get(id) ?? []).map(restore);
}

export function restore(row: PaymentRow): StoredPayment {
  const { attempt, dispute, settlement, claimedBy, dueAt, tries, createdAt, updatedAt, refundFailedAt } = row;
  return {
    payment: {
      id: row.id,
      orderId: row.orderId,
      userId: row.userId,
      version: row.version,
      status: row.status,
      amount: row.amount,
      currency: row.currency,
      amountCaptured: row.amountCaptured,
      amountRefunded: row.amountRefunded,
      amountTaken: row.amountTaken,
      failure: row.failure,
      card: row.card,
      stripeId: row.stripeId,
      clientSecret: row.clientSecret,
      challengeUrl: row.challengeUrl,
      refundId: row.refundId,
      keyNumber: row.keyNumber,
      lastKey: row.lastKey,
      keyedAt: row.keyedAt,
      news: row.news,
      newsSeen: row.newsSeen,
      attempt: attempt && toAttempt(attempt),
      dispute: dispute && {
        ...dispute,
        respondBy: dispute.respondBy === null ? null : new Date(dispute.respondBy),
        openedAt: new Date(dispute.openedAt),
      },
      refundFailed: refundFailedAt !== null,
      failedRefundId: row.failedRefundId,
      settlement: settlement && { ...settlement, settledAt: new Date(settlement.settledAt) },
    },
    order: row.order ?? undefined,
    trace: { correlationId: row.correlationId, causationId: row.causationId },
    ...{ claimedBy, dueAt, tries, createdAt, updatedAt, refundFailedAt },
  };
}

export const toAttempt = ({ id, number, referenceType, reference, network, status, failure }: AttemptRow): Attempt => ({
  id,
  number,
  network,
  reference: referenceType === 'token' ? { token: reference } : { paymentMethodId: reference },
  status,
  failure,
});
