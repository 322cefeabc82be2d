import type { Id } from '@frontrow/common/contracts';
import { statement, type Tx } from '@frontrow/common/database';
import type { Attempt, PayableOrder } from '../payment.ts';
import {
  type AttemptRow,
  attemptMembers,
  details,
  type Locked,
  type PaymentRow,
  paymentColumns,
  restore,
  type StoredPayment,
  toAttempt,
} from './payments.ts';

/** An order that somebody wants to pay, and what there is of its payment. */
export interface Payable {
  order: PayableOrder;
  stored: StoredPayment | undefined;
  /** The attempt that this user began before with the same Idempotency-Key. */
  earlier: { paymentId: Id; attempt: Attempt } | undefined;
}

interface PayableRow extends Omit<PaymentRow, 'id'> {
  /** Null before the first attempt, as are all of the payment's columns. */
  id: Id | null;
  payable: Omit<PayableOrder, 'expiresAt'> & { expiresAt: string };
  earlier: (AttemptRow & { paymentId: Id }) | null;
  now: Date;
}

const lockStatements = (rule: '' | 'skip locked') =>
  [
    ['lock_orders', 'select id from orders where id = any ($1::uuid[]) order by id for update'],
    ['lock_payments_of', 'select id from payments where order_id = any ($1::uuid[]) order by id for update'],
  ].map(([name, text]) => statement<{ id: Id }>(name!, `${text} ${rule}`));
const locks = { waiting: lockStatements(''), free: lockStatements('skip locked') };

const read = statement<PayableRow>(
  'read_payables',
  `select ${paymentColumns}, clock_timestamp() as now,
     json_build_object('id', o.id, 'userId', o.user_id, 'status', o.status, 'total', o.total,
       'currency', o.currency, 'expiresAt', o.expires_at) as payable,
     case when e.id is not null then json_build_object('paymentId', e.payment_id, ${attemptMembers('e')}) end as earlier
   from unnest($1::uuid[], $2::text[]) as asked (order_id, idempotency_key)
   join orders o on o.id = asked.order_id
   left join payments p on p.order_id = o.id
   ${details}
   left join payment_attempts e on e.user_id = o.user_id and e.idempotency_key = asked.idempotency_key`,
);

/**
 * Orders that somebody wants to pay, by their ids, each with the Idempotency-Key of its request. Orders and their payments
 * are held until the transaction ends, so one attempt to pay an order begins at a time; what is locked elsewhere is left out
 * of `held`, or waited for, as in `lockPayments`.
 */
export async function lockPayables(
  tx: Tx,
  asked: { orderId: Id; idempotencyKey?: string | undefined }[],
  wait: boolean,
): Promise<Locked<Payable>> {
  const ids = asked.map(({ orderId }) => orderId);
  const keys = asked.map(({ idempotencyKey }) => idempotencyKey ?? null);
  const [lockOrders, lockPaymentsOf] = wait ? locks.waiting : locks.free;
  const [orders, payments, rows] = await Promise.all([
    lockOrders!(tx, [ids]),
    lockPaymentsOf!(tx, [ids]),
    read(tx, [ids, keys]),
  ]);
  const heldOrders = new Set(orders.map(({ id }) => id));
  const heldPayments = new Set(payments.map(({ id }) => id));
  const isHeld = ({ id, payable }: PayableRow) => heldOrders.has(payable.id) && (id === null || heldPayments.has(id));
  return {
    found: new Map(rows.map((row) => [row.payable.id, toPayable(row)])),
    held: new Set(rows.filter(isHeld).map(({ payable }) => payable.id)),
    now: rows[0]?.now ?? new Date(0),
  };
}

function toPayable(row: PayableRow): Payable {
  const { id, payable, earlier } = row;
  return {
    order: { ...payable, expiresAt: new Date(payable.expiresAt) },
    stored: id === null ? undefined : restore({ ...row, id }),
    earlier: earlier ? { paymentId: earlier.paymentId, attempt: toAttempt(earlier) } : undefined,
  };
}
