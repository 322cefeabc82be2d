import type { FrontrowEvent, OrderState } from '@frontrow/common/contracts';
import type { PayableOrder, Payment, Reference } from '../../../services/payments/src/payment.ts';
import type { Trouble, Webhook } from './account.ts';
import { advance, LEASE_MS, tellChanges } from './advance.ts';
import { type Database, newDatabase, type Table, type Tx, transaction } from './database.ts';
import type { Process } from './processes.ts';
import type { World } from './world.ts';

/** A payment's row: what is owed when, and who is at it. */
export interface PaymentRow {
  payment: Payment;
  claimedBy: string | null;
  claimedUntil: number;
  dueAt: number | null;
  tries: number;
}

/** The shell of the payments service, its SQL replaced by maps; both tables are by order. */
export interface Payments {
  database: Database;
  orders: Table<PayableOrder & { version: number }>;
  payments: Table<PaymentRow>;
  webhooks: Table<true>;
}

export const newPayments = (): Payments => ({
  database: newDatabase(),
  orders: new Map(),
  payments: new Map(),
  webhooks: new Map(),
});

/** A buyer hands in a card: the attempt is stored, then Stripe is asked as often as it takes for now. */
export function* payOrder(
  world: World,
  orderId: string,
  reference: Reference,
  troubles: Trouble[],
  instead: boolean,
): Process {
  const { database, payments } = world.payments;
  const claim = world.newId('claim-');
  const attemptId = yield* transaction(world, database, (tx) => {
    const order = tx.get(world.payments.orders, orderId);
    const row = tx.get(payments, orderId);
    if (!order || world.core.payment.whyNotPayable(order, row?.payment, tx.now, instead)) return undefined;
    const payment = row?.payment ?? world.core.payment.newPayment(world.newId('payment-'), order);
    const change = world.core.payment.start(payment, world.newId('attempt-'), reference);
    tellChanges(world, tx, [change]);
    if (row?.payment.status === 'requires_action') tx.committed(() => world.replaced.add(change.payment.attempt!.id));
    tx.put(payments, orderId, {
      payment: change.payment,
      claimedBy: claim,
      claimedUntil: world.now + LEASE_MS,
      dueAt: row?.dueAt ?? world.now,
      tries: 0,
    });
    return change.payment.attempt!.id;
  });
  if (!attemptId) return;
  yield* advance(world, orderId, claim, troubles);
  const { attempt } = payments.get(orderId)!.payment;
  if (attempt!.id === attemptId && attempt!.status === 'authorized') world.answers.push({ told: 'paid', orderId });
}

/** The worker that does what payments owe, for one of those that are due. */
export function* settle(world: World, orderId: string, troubles: Trouble[]): Process {
  const { database, payments } = world.payments;
  const claim = world.newId('claim-');
  yield* transaction(world, database, (tx) => {
    const row = tx.get(payments, orderId)!;
    tx.put(payments, orderId, { ...row, claimedBy: claim, claimedUntil: world.now + LEASE_MS });
  });
  yield* advance(world, orderId, claim, troubles);
}

/** The orders whose payments are due and that nobody is at. */
export const dueOrders = ({ now, payments }: World): string[] =>
  [...payments.payments]
    .filter(([, row]) => row.dueAt !== null && row.dueAt <= now && (!row.claimedBy || row.claimedUntil <= now))
    .map(([orderId]) => orderId);

/** Takes what Stripe says happened as a reason to look. */
export function* receiveWebhook(world: World, { id, type, stripeId }: Webhook): Process {
  const { database, payments, webhooks } = world.payments;
  yield* transaction(world, database, (tx) => {
    if (tx.get(webhooks, id)) return;
    tx.put(webhooks, id, true);
    const [orderId, row] = [...payments].find(([, { payment }]) => payment.stripeId === stripeId) ?? [];
    if (!orderId || !row) return;
    const look = world.core.settlement.worthALook[type]?.includes(row.payment.status) ?? false;
    if (row.dueAt === null && !look) return;
    const payment = { ...row.payment, news: row.payment.news + (look ? 1 : 0) };
    tx.put(payments, orderId, { ...row, payment, dueAt: world.now, tries: 0 });
  });
}

/** An operator pays a buyer back past Stripe, if that is possible, and says so. */
export function* settleByHand(world: World, orderId: string): Process {
  const { database, payments } = world.payments;
  const { whyNotSettled, settleRefund } = world.core.payment;
  yield* transaction(world, database, (tx) => {
    const row = tx.get(payments, orderId)!;
    if (whyNotSettled(row.payment)) return;
    const change = settleRefund(row.payment, 'cash', tx.now);
    tellChanges(world, tx, [change]);
    tx.put(payments, orderId, { ...row, payment: change.payment, claimedBy: null, claimedUntil: 0 });
    const before = world.paidByHand.get(orderId) ?? 0;
    tx.committed(() => world.paidByHand.set(orderId, before + row.payment.amountCaptured));
  });
}

/** An operator has Stripe asked once more for a refund that failed. */
export function* retryByHand(world: World, orderId: string): Process {
  const { database, payments } = world.payments;
  yield* transaction(world, database, (tx) => {
    const row = tx.get(payments, orderId)!;
    if (world.core.payment.whyNotRetried(row.payment)) return;
    const payment = world.core.payment.retryRefund(row.payment);
    tx.put(payments, orderId, { payment, claimedBy: null, claimedUntil: 0, dueAt: world.now, tries: 0 });
    tx.committed(() => world.retried.add(orderId));
  });
}

/** The daily look at refunds that a bank may have sent back. */
export function* watchRefunds(world: World): Process {
  const { database, payments } = world.payments;
  yield* transaction(world, database, (tx) => {
    for (const [orderId, row] of payments) {
      if (row.payment.status !== 'refunded' || row.dueAt !== null) continue;
      const payment = { ...row.payment, news: row.payment.news + 1 };
      tx.put(payments, orderId, { ...row, payment, dueAt: world.now });
    }
  });
}

export function paymentsReceives(world: World, { type, data, aggregateVersion }: FrontrowEvent, tx: Tx): void {
  if (!type.startsWith('order.')) return;
  const { orders, payments } = world.payments;
  const { id, userId, status, total, currency, expiresAt } = data as OrderState;
  const known = tx.get(orders, id);
  if (known && known.version >= aggregateVersion && !world.flaws.staleEventsWin) return;
  tx.put(orders, id, {
    id,
    userId,
    status,
    total,
    currency,
    expiresAt: new Date(expiresAt),
    version: aggregateVersion,
  });
  const row = tx.get(payments, id);
  if (row) tx.put(payments, id, { ...row, dueAt: world.now, tries: 0 });
}
