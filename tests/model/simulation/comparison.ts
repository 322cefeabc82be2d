import type { FoundIntent, Known, KnownPayment } from '../../../services/payments/src/reconciliation.ts';
import { type Account, refundedOf } from './account.ts';
import { transaction } from './database.ts';
import type { Process } from './processes.ts';
import type { World } from './world.ts';

/** The reconciler of the payments service: goes through what Stripe has, and mends where we are behind. */
export function* compare(world: World): Process {
  for (const account of [...world.stripe.accounts]) {
    const verdict = world.core.reconciliation.judge(toFound(account), whatIsKnown(world, account), INSTALLATION, false);
    yield; // what was judged may have changed by now
    if (verdict === 'look') yield* noteBehind(world, account.orderId);
    else if (verdict === 'release') world.stripe.release(account);
    else if (verdict !== 'agrees') world.broken.push(`6: the reconciler does not know ${account.id}: ${verdict}`);
  }
}

const INSTALLATION = 'here';

function toFound(account: Account): FoundIntent {
  const { id, status, amount, captures, orderId } = account;
  const ours = { installation: INSTALLATION, orderId, paymentId: account.paymentId };
  const money = { amount, received: captures * amount, refunded: refundedOf(account) };
  return { id, status, currency: 'EUR', ...money, paymentMethodId: '', ours };
}

function whatIsKnown({ payments }: World, { id, orderId }: Account): Known {
  const row = payments.payments.get(orderId);
  const payment: KnownPayment | undefined = row?.payment;
  return { owner: payment?.stripeId === id ? payment : undefined, payment, order: payments.orders.get(orderId) };
}

function* noteBehind(world: World, orderId: string): Process {
  const { database, payments } = world.payments;
  yield* transaction(world, database, (tx) => {
    const row = tx.get(payments, orderId)!;
    const payment = { ...row.payment, news: row.payment.news + 1 };
    tx.put(payments, orderId, { ...row, payment, dueAt: world.now, tries: 0 });
  });
}
