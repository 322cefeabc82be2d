import { isUnpaid, type Order } from '../../services/orders/src/order.ts';
import { statusOf } from '../../services/tickets/src/admissions.ts';
import { type Account, refundedOf } from './simulation/account.ts';
import { databaseOf, PUBLISHERS, unpublished } from './simulation/activities.ts';
import { owes } from './simulation/calm.ts';
import type { Answer, World } from './simulation/world.ts';

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const capturedOf = ({ captures, amount }: Account) => captures * amount;
const accountsOf = ({ stripe }: World, orderId: string) => stripe.accounts.filter((one) => one.orderId === orderId);
const keptOf = (world: World, orderId: string) =>
  sum(accountsOf(world, orderId).map((account) => capturedOf(account) - refundedOf(account)));
const goodOf = ({ tickets }: World, orderId: string) =>
  (tickets.sets.get(orderId)?.admissions ?? []).filter((admission) => statusOf(admission) !== 'revoked');

/**
 * What is broken at this very moment, whatever is under way, in words that begin with the number that the invariant has
 * in the design.
 */
export function brokenNow(world: World): string[] {
  const broken = [...world.broken];
  const all = [...world.orders.orders.values()];
  for (const { ticketId, capacity, held, sold } of world.orders.stock.values()) {
    const ours = all.filter((order) => order.ticketId === ticketId);
    const unpaid = sum(ours.filter(isUnpaid).map(({ quantity }) => quantity));
    const complete = sum(ours.filter(({ status }) => status === 'complete').map(({ quantity }) => quantity));
    if (unpaid + complete > capacity)
      broken.push(`1: ${ticketId} has ${capacity} units, ${unpaid + complete} are given`);
    if (unpaid !== held || complete !== sold) {
      broken.push(`1: ${ticketId} notes ${held} + ${sold} units, its orders have ${unpaid} + ${complete}`);
    }
  }
  for (const { id } of all) {
    const captures = sum(accountsOf(world, id).map((account) => account.captures));
    if (captures > 1) broken.push(`2: ${id} is charged ${captures} times`);
    const back = sum(accountsOf(world, id).map(refundedOf)) + (world.paidByHand.get(id) ?? 0);
    if (back > sum(accountsOf(world, id).map(capturedOf))) broken.push(`4: ${id} is paid back twice`);
    if (captures === 0 && goodOf(world, id).length > 0) broken.push(`9: ${id} has admissions and is not charged`);
  }
  for (const answer of world.answers) if (!isTrue(world, answer)) broken.push(`8: no longer true: ${say(answer)}`);
  return broken;
}

function isTrue(world: World, answer: Answer): boolean {
  const order = world.orders.orders.get(answer.orderId);
  if (!order) return false;
  switch (answer.told) {
    case 'placed':
      return true;
    case 'released':
    case 'refunded':
      return order.status === 'cancelled';
    case 'extended':
      return order.extended;
    case 'refund asked':
      return order.refund !== 'none';
    case 'paid':
      return world.payments.payments.get(answer.orderId)!.payment.attempt?.status === 'authorized';
    case 'let in': {
      const set = world.tickets.sets.get(answer.orderId)!;
      const isSo = set.admissions.some(({ id, scanId }) => id === answer.admissionId && scanId === answer.scanId);
      return isSo || world.undone.has(`${answer.admissionId} ${answer.scanId}`);
    }
  }
}

const say = ({ orderId, ...answer }: Answer) => `${orderId}: ${Object.values(answer).join(' ')}`;

/** What is broken once the trouble is over and everything has come to rest. */
export function brokenAtRest(world: World): string[] {
  return [
    ...brokenNow(world),
    ...[...world.orders.orders.values()].flatMap((order) => orderAtRest(world, order)),
    ...listingsAtRest(world),
    ...stuck(world),
  ];
}

function orderAtRest(world: World, order: Order): string[] {
  const { id, status, quantity, unitPrice, cancelReason, refund } = order;
  const broken: string[] = [];
  if (isUnpaid(order) || refund === 'requested') broken.push(`5: ${id} is stuck: ${status}, refund ${refund}`);

  const row = world.payments.payments.get(id);
  const kept = keptOf(world, id);
  const byHandBack = world.paidByHand.get(id) ?? 0;
  const owed = (status === 'complete' ? quantity * unitPrice : 0) + byHandBack;
  if (kept !== owed) broken.push(`3, 4: ${id} is ${status}, and ${kept} are kept instead of ${owed}`);
  for (const { id: stripeId, status: at, confirmations } of accountsOf(world, id)) {
    const ours = row?.payment.stripeId === stripeId;
    const quiet = ours ? at === 'succeeded' || at === 'canceled' : confirmations === 0;
    if (!quiet) broken.push(`4: ${id} is ${status}, and ${stripeId} is ${at}`);
  }
  if (row && row.payment.amountCaptured - row.payment.amountRefunded !== kept) {
    broken.push(`3: the payment of ${id} is ${row.payment.status}, and Stripe keeps ${kept}`);
  }

  const good = goodOf(world, id);
  const expected = status === 'complete' ? quantity : 0;
  if (good.length !== expected) broken.push(`9: ${id} is ${status} and has ${good.length} of ${expected} admissions`);
  const used = world.tickets.sets.get(id)?.admissions.some(({ redeemedAt }) => redeemedAt);
  const byHand = accountsOf(world, id).some((account) => account.byHand);
  if (cancelReason === 'refunded' && used && !byHand) broken.push(`4: ${id} was refunded although someone was let in`);
  return [...broken, ...copiesOf(world, order)];
}

function copiesOf(world: World, { id, status, version, paymentVersion }: Order): string[] {
  const broken: string[] = [];
  const copy = world.payments.orders.get(id);
  if (copy?.status !== status || copy.version !== version) broken.push(`6: payments has ${id} as ${copy?.status}`);
  const known = world.tickets.sets.get(id)?.order;
  if (known?.status !== status || known.version !== version) broken.push(`6: tickets has ${id} as ${known?.status}`);
  const payment = world.payments.payments.get(id)?.payment;
  if (payment && payment.version !== paymentVersion)
    broken.push(`6: orders has version ${paymentVersion} of the payment of ${id}`);

  const handled = world.orders.handled.get(id) ?? [];
  const told = [...world.payments.database.outbox, ...world.tickets.database.outbox]
    .map(({ event }) => event)
    .filter((event) => /^(payment|admission)\./.test(event.type) && (event.data as { orderId: string }).orderId === id);
  if (handled.length !== told.length || new Set(handled).size !== handled.length) {
    broken.push(`6: ${told.length} events about ${id} were handled ${handled.length} times`);
  }
  return broken;
}

function listingsAtRest({ tickets, orders }: World): string[] {
  return [...tickets.tickets.values()].flatMap(({ id, version, status, sales, suspended }) => {
    const [stock, copy] = [orders.stock.get(id), tickets.stock.get(id)];
    const current = orders.listings.get(id)?.version === version && stock?.version === copy?.version;
    const standing = [...orders.orders.values()].some((order) => order.ticketId === id && order.status !== 'cancelled');
    if (status === 'cancelled' && standing) return [`5: ${id} is cancelled, and orders of it stand`];
    const agreed = [stock, copy].every((one) => one?.sales === sales && one.suspended === suspended);
    return current && agreed ? [] : [`6: the copies of ${id} differ`];
  });
}

function stuck(world: World): string[] {
  const broken: string[] = [];
  if (PUBLISHERS.some((service) => unpublished(databaseOf(world, service))))
    broken.push('6: an event is not published');
  for (const { service, pending } of world.bus.consumers) {
    for (const { event } of pending) broken.push(`6: ${service} never takes ${event.type} of ${event.aggregateId}`);
  }
  if (owes(world)) broken.push('5: a payment owes something for ever');
  return broken;
}
