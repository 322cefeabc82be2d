import type { Id } from '@frontrow/common/contracts';
import { statement, type Tx } from '@frontrow/common/database';
import type { DeclineLimits, Declines } from '../declines.ts';
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
  /** What was declined lately of who wants to pay, from where, and of the card if that is known. */
  declines: Declines;
}

/** An order to be paid, and what is known of who wants to. */
export interface Asked {
  orderId: Id;
  idempotencyKey?: string | undefined;
  network?: string | undefined;
  /** Stripe's fingerprint of the card. */
  card?: string | null | undefined;
}

interface PayableRow extends Omit<PaymentRow, 'id'> {
  /** Null before the first attempt, as are all of the payment's columns. */
  id: Id | null;
  payable: Omit<PayableOrder, 'expiresAt'> & { expiresAt: string };
  earlier: (AttemptRow & { paymentId: Id }) | null;
  declines: {
    account: string[];
    network: string[];
    card: string[];
    open: number;
    openOfNetwork: number;
    goodOfNetwork: number;
  };
  now: Date;
}

/** Nothing counts: for what nobody pays just now. */
const NO_LIMITS: DeclineLimits = { account: 0, network: 0, networkPerGood: 0, card: 0, windowMs: 0 };

const lockStatements = (rule: '' | 'skip locked') =>
  [
    ['lock_orders', 'select id from orders where id = any ($1::uuid[]) order by id for update'],
    ['lock_payments_of', 'select id from payments where order_id = any ($1::uuid[]) order by id for update'],
  ].map(([name, text]) => statement<{ id: Id }>(name!, `${text} ${rule}`));
const locks = { waiting: lockStatements(''), free: lockStatements('skip locked') };

// The attempts of one account are decided on one after the other, whatever its orders: each counts those before it.
const lockBuyers = (name: string, lock: string) =>
  statement<{ id: Id; held: boolean }>(
    name,
    `select user_id as id, ${lock}(hashtextextended('pays ' || user_id, 0))::text <> 'false' as held
     from (select distinct user_id from orders where id = any ($1::uuid[]) order by user_id) as buyers`,
  );
const buyers = {
  waiting: lockBuyers('lock_buyers', 'pg_advisory_xact_lock'),
  free: lockBuyers('lock_free_buyers', 'pg_try_advisory_xact_lock'),
};

// Where what is under way in a network counts, the attempts of one are decided on one after the other, too.
const lockNetworks = (name: string, lock: string) =>
  statement<{ network: string; held: boolean }>(
    name,
    `select network, ${lock}(hashtextextended('pays from ' || network, 0))::text <> 'false' as held
     from (select unnest as network from unnest($1::text[]) order by 1) as networks`,
  );
const turns = {
  waiting: lockNetworks('lock_networks', 'pg_advisory_xact_lock'),
  free: lockNetworks('lock_free_networks', 'pg_try_advisory_xact_lock'),
};

/** More good cards of a network than this change nothing. */
const MOST_GOOD = 100;

const lately = (whose: string, limit: string) => `array(
  select declined_at from declines where ${whose} and declined_at > statement_timestamp() - make_interval(secs => $8)
  order by declined_at desc limit ${limit})`;

const read = statement<PayableRow>(
  'read_payables',
  `select ${paymentColumns}, clock_timestamp() as now,
     json_build_object('id', o.id, 'userId', o.user_id, 'status', o.status, 'total', o.total,
       'currency', o.currency, 'expiresAt', o.expires_at) as payable,
     case when e.id is not null then json_build_object('paymentId', e.payment_id, ${attemptMembers('e')}) end as earlier,
     json_build_object(
       'account', ${lately('user_id = o.user_id', '$5')},
       'network', ${lately('network = asked.network', '$6')},
       'card', ${lately('card = asked.card', '$7')},
       'open', (select count(*) from payment_attempts where user_id = o.user_id and status = 'open'),
       'openOfNetwork', case when $9 > 0 then (
         select count(*) from payment_attempts where network = asked.network and status = 'open') else 0 end,
       'goodOfNetwork', case when $9 > 0 then (select count(*) from (
         select from payment_attempts where network = asked.network and status = 'authorized'
           and ended_at > statement_timestamp() - interval '1 day' limit $9) as good) else 0 end) as declines
   from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as asked (order_id, idempotency_key, network, card)
   join orders o on o.id = asked.order_id
   left join payments p on p.order_id = o.id
   ${details}
   left join payment_attempts e on e.user_id = o.user_id and e.idempotency_key = asked.idempotency_key`,
);

/**
 * Orders that somebody wants to pay, by their ids, each with what is known of its request. Orders, their payments and the
 * turns of their buyers are held until the transaction ends, so one attempt to pay an order begins at a time; what is held
 * elsewhere is left out of `held`, or waited for, as in `lockPayments`.
 */
export async function lockPayables(
  tx: Tx,
  asked: Asked[],
  wait: boolean,
  limits: DeclineLimits = NO_LIMITS,
): Promise<Locked<Payable>> {
  const ids = asked.map(({ orderId }) => orderId);
  const [lockOrders, lockPaymentsOf] = wait ? locks.waiting : locks.free;
  const lockBuyersOf = wait ? buyers.waiting : buyers.free;
  const mostGood = limits.networkPerGood > 0 ? MOST_GOOD : 0;
  const places = mostGood > 0 ? [...new Set(asked.map(({ network }) => network ?? ''))] : [];
  const [orders, payments, accounts, networks, rows] = await Promise.all([
    lockOrders!(tx, [ids]),
    lockPaymentsOf!(tx, [ids]),
    lockBuyersOf(tx, [ids]),
    places.length > 0 ? (wait ? turns.waiting : turns.free)(tx, [places]) : [],
    read(tx, [
      ids,
      asked.map(({ idempotencyKey }) => idempotencyKey ?? null),
      asked.map(({ network }) => network ?? null),
      asked.map(({ card }) => card ?? null),
      limits.account,
      limits.network + mostGood,
      limits.card,
      limits.windowMs / 1000,
      mostGood,
    ]),
  ]);
  const heldOrders = new Set(orders.map(({ id }) => id));
  const heldPayments = new Set(payments.map(({ id }) => id));
  const heldBuyers = new Set(accounts.filter(({ held }) => held).map(({ id }) => id));
  const heldPlaces = new Set(networks.filter(({ held }) => held).map(({ network }) => network));
  const placeOf = new Map(asked.map(({ orderId, network }) => [orderId, network ?? '']));
  const isHeld = ({ id, payable }: PayableRow) =>
    heldOrders.has(payable.id) &&
    (id === null || heldPayments.has(id)) &&
    heldBuyers.has(payable.userId) &&
    (places.length === 0 || heldPlaces.has(placeOf.get(payable.id)!));
  return {
    found: new Map(rows.map((row) => [row.payable.id, toPayable(row)])),
    held: new Set(rows.filter(isHeld).map(({ payable }) => payable.id)),
    now: rows[0]?.now ?? new Date(0),
  };
}

function toPayable(row: PayableRow): Payable {
  const { id, payable, earlier, declines } = row;
  const instants = (texts: string[]) => texts.map((text) => new Date(text));
  return {
    order: { ...payable, expiresAt: new Date(payable.expiresAt) },
    stored: id === null ? undefined : restore({ ...row, id }),
    earlier: earlier ? { paymentId: earlier.paymentId, attempt: toAttempt(earlier) } : undefined,
    declines: {
      account: instants(declines.account),
      network: instants(declines.network),
      card: instants(declines.card),
      open: declines.open,
      openOfNetwork: declines.openOfNetwork,
      goodOfNetwork: declines.goodOfNetwork,
    },
  };
}
