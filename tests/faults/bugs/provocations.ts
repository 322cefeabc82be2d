import { newId } from '@frontrow/common/database';
import { eventually } from '@frontrow/common/testing';
import { query } from '../../system/support/databases.ts';
import { type Answer, bodyOf, send } from '../../system/support/http.ts';
import { mailTo, tokenIn } from '../../system/support/mails.ts';
import { askForOrder, buy, reserve, sell, tryToPay, untilAdmitted, untilOrder } from '../../system/support/market.ts';
import { newcomer, type Person, signUp } from '../../system/support/people.ts';
import { allReady, kill, resume, suspend } from '../../system/support/processes.ts';
import { flushRedis, hasTimer } from '../../system/support/redis.ts';
import { moneyOf, orderFault } from '../../system/support/stripe.ts';
import type { Answered } from '../checker/index.ts';
import { armCrash, isArmed, type Point, setClock } from '../hooks/points.ts';
import { holdInbox, LOCK_PATIENCE_SECONDS } from './hold-inbox.ts';
import { lockStock, lockUser } from './lock-row.ts';

/** What a provocation leaves: the ids of which the checker must name one, and what clients were told. */
export interface Provoked {
  ids: string[];
  answers?: Answered[];
}

/**
 * For each planted bug a small piece of work, with the fault that brings the bug out. None of them leaves anything wrong
 * behind where the bug is not: that is their control.
 */
export const provocations: Record<string, () => Promise<Provoked>> = {
  async 'no-stock-constraint'() {
    const ticket = await sell(await newcomer(), { quantity: 3 });
    const buyers = await Promise.all(Array.from({ length: 24 }, () => newcomer()));
    await askForOrder(buyers[0]!, ticket.id); // the listing has arrived in orders
    await Promise.all(buyers.map((buyer) => askForOrder(buyer, ticket.id)));
    return { ids: [ticket.id] };
  },

  async 'units-not-released'() {
    const { buyer, order, ticketId } = await anOrder();
    await giveUp(buyer, order.id);
    return { ids: [ticketId] };
  },

  async 'captured-before-complete'() {
    const { buyer, order } = await anOrder();
    await untilKnownToPayments(order.id);
    suspend('orders');
    try {
      bodyOf(await tryToPay(buyer, order.id), 201);
      await untilNothingIsDue(order.id);
    } finally {
      resume('orders');
    }
    return { ids: [order.id] };
  },

  async 'fresh-stripe-key'() {
    const { buyer, order } = await anOrder();
    await loseReplies(order.id, '/v1/payment_intents/*/confirm');
    await tryToPay(buyer, order.id);
    await untilOrder(buyer, order.id, { status: 'complete' });
    return { ids: [order.id] };
  },

  async 'refund-without-key'() {
    const { buyer, orderId } = await aPurchase();
    await loseReplies(orderId, '/v1/refunds');
    await giveUp(buyer, orderId);
    await untilRefunded(orderId);
    return { ids: [orderId] };
  },

  async 'price-read-anew'() {
    const { seller, buyer, order, ticketId } = await anOrder();
    bodyOf(await seller.send('PUT', `/api/tickets/${ticketId}`, { price: 25 }), 200);
    await untilOne('orders', 'select from listings where id = $1 and price = 2500', ticketId);
    await tryToPay(buyer, order.id);
    await untilOrder(buyer, order.id, { status: 'complete' });
    return { ids: [order.id] };
  },

  async 'void-forgotten'() {
    const { buyer, order } = await anOrder();
    const match = { path: '/v1/payment_intents/*/confirm' };
    await orderFault(order.id, { kind: 'execute-then-delay', delayMs: 3_000, match });
    const paying = tryToPay(buyer, order.id);
    await eventually(async () => {
      if (!(await moneyOf(order.id))?.authorized) throw new Error('the card was not asked yet');
    }, 30_000);
    await giveUp(buyer, order.id);
    await paying;
    return { ids: [order.id] };
  },

  async 'refund-forgotten'() {
    const { buyer, orderId } = await aPurchase();
    await giveUp(buyer, orderId);
    await untilOrder(buyer, orderId, { status: 'cancelled' });
    return { ids: [orderId] };
  },

  async 'refund-settled-twice'() {
    const { buyer, orderId } = await aPurchase('tok_refundFail');
    await giveUp(buyer, orderId);
    await untilOne('payments', 'select from payments where order_id = $1 and refund_failed_at is not null', orderId);
    for (const note of ['paid in cash', 'paid in cash, once more']) await settleByHand(orderId, note);
    return { ids: [orderId] };
  },

  async 'refund-settled-unasked'() {
    const { buyer, orderId } = await aPurchase();
    await untilNothingIsDue(orderId);
    await settleByHand(orderId, 'she asked so kindly');
    await untilAdmitted(buyer, orderId);
    return { ids: [orderId] };
  },

  async 'expiry-by-process-clock'() {
    const fiveMinutes = 5 * 60_000;
    await restartWithClocks(fiveMinutes);
    try {
      const { order } = await anOrder();
      await untilOne('orders', expirationHeard, order.id);
      return { ids: [order.id] };
    } finally {
      await restartWithClocks(0);
    }
  },

  async 'timers-alone'() {
    const { order } = await anOrder();
    await eventually(async () => {
      if (!(await hasTimer(order.id))) throw new Error('there is no timer yet');
    }, 30_000);
    await flushRedis();
    const overdue = `select from orders where id = $1
      and (status = 'cancelled' or expires_at + interval '11 seconds' < clock_timestamp())`;
    await untilOne('orders', overdue, order.id);
    return { ids: [order.id] };
  },

  async 'first-batch-only'() {
    const seller = await newcomer();
    const ticket = await sell(seller, { quantity: 5 });
    const purchases = await Promise.all(Array.from({ length: 5 }, async () => buy(await newcomer(), ticket.id)));
    bodyOf(await seller.send('POST', `/api/tickets/${ticket.id}/cancel`), 200);
    await untilOne('orders', `select from orders where ticket_id = $1 and status = 'cancelled' limit 1`, ticket.id);
    return { ids: [ticket.id, ...purchases.map(({ order }) => order.id)] };
  },

  async 'ack-before-commit'() {
    const orders = await ordersToPay(3);
    const inbox = await holdInbox('orders');
    try {
      await Promise.all(orders.map(({ buyer, id }) => tryToPay(buyer, id)));
      const first = await inbox.untilWaitedFor();
      // What comes while the first waits is a batch of several. That fails with them, and then each is tried alone.
      await inbox.untilWaitedFor(first, 3 * LOCK_PATIENCE_SECONDS);
    } finally {
      await inbox.release();
    }
    return { ids: orders.map(({ id }) => id) };
  },

  async 'batch-acked-before-commit'() {
    const orders = await ordersToPay(3);
    suspend('orders');
    try {
      await Promise.all(orders.map(({ buyer, id }) => tryToPay(buyer, id)));
      for (const { id } of orders) await untilNothingIsDue(id);
      armCrash('orders', 'before-commit', 'event');
    } finally {
      resume('orders');
    }
    await untilCrashed('orders');
    return { ids: orders.map(({ id }) => id) };
  },

  'inbox-skipped': () => payWithCrash('before-ack', 'orders-payment'),

  'relay-marks-first': () => payWithCrash('before-publish', 'order.updated'),

  async 'stale-event-wins'() {
    const { seller, buyer } = await people();
    const ticket = await sell(seller, { quantity: 20 });
    return eventually(async () => {
      const inbox = await holdInbox('payments');
      try {
        const order = await reserve(buyer, ticket.id);
        const first = await inbox.untilWaitedFor();
        await giveUp(buyer, order.id);
        await inbox.untilWaitedFor(first); // the first event was given back, and the second is tried
        await inbox.release();
        const received = 'select event_id from inbox where event_id = any ($1) order by received_at';
        const told = await idsOf('orders', 'select id from outbox where aggregate_id = $1 order by seq', order.id);
        const heard = await eventually(async () => {
          const ids = (await query<{ event_id: string }>('payments', received, [told])).map((row) => row.event_id);
          if (ids.length < 2) throw new Error('payments has not heard both events');
          return ids;
        }, 30_000);
        if (heard[0] === told[0]) throw new Error('the older event was heard first');
        return { ids: [order.id] };
      } finally {
        await inbox.release();
      }
    }, 120_000);
  },

  async 'outbox-outside-transaction'() {
    const { seller, buyer } = await people();
    const ticket = await sell(seller);
    await untilOne('orders', 'select from stock where ticket_id = $1', ticket.id);
    armCrash('orders', 'before-commit', 'command');
    await askForOrder(buyer, ticket.id);
    await untilCrashed('orders');
    return { ids: [ticket.id] };
  },

  async 'idempotency-key-ignored'() {
    const { seller, buyer } = await people();
    const ticket = await sell(seller, { quantity: 2 });
    const key = newId();
    const answers: Answered[] = [];
    for (let time = 1; time <= 2; time++) {
      const answer = await buyer.send('POST', '/api/orders', { ticketId: ticket.id }, key);
      const { id } = bodyOf(answer, 201) as { id: string };
      answers.push({ kind: 'placed', id, at: new Date().toISOString(), key, ticketId: ticket.id, quantity: 1 });
    }
    return { ids: answers.map(({ id }) => id), answers };
  },

  async 'answer-before-commit'() {
    const { seller, buyer } = await people();
    const ticket = await sell(seller, { quantity: 2 });
    await reserve(buyer, ticket.id); // the listing has arrived in orders
    const accept = await refuseCommits(ticket.id, 1);
    const answer = await askForOrder(buyer, ticket.id).finally(accept);
    return toldBy([answer], ticket.id);
  },

  async 'group-member-lost'() {
    const ticket = await sell(await newcomer(), { quantity: 20 });
    await reserve(await newcomer(), ticket.id);
    const accept = await refuseCommits(ticket.id, 2);
    const answers = await askTogether(ticket.id).finally(accept);
    return toldBy(answers, ticket.id);
  },

  async 'group-applied-twice'() {
    const ticket = await sell(await newcomer(), { quantity: 20 });
    await reserve(await newcomer(), ticket.id);
    await askTogether(ticket.id, () => armCrash('orders', 'commit-unheard', 'command'));
    return { ids: await idsOf('orders', 'select id from orders where ticket_id = $1', ticket.id) };
  },

  async 'answers-shared-among-persons'() {
    const { buyer, orderId } = await aPurchase();
    const stranger = await newcomer();
    await untilAdmitted(buyer, orderId);
    const answers: Answered[] = [];
    for (let time = 1; time <= 5; time++) {
      for (const { id: to, send } of [buyer, stranger]) {
        const { status, body } = await send('GET', `/api/tickets/admissions?orderId=${orderId}`);
        const shown = status === 200 && (body as unknown[]).length > 0;
        if (shown) answers.push({ kind: 'shown', id: orderId, to, at: new Date().toISOString() });
      }
    }
    return { ids: [orderId], answers };
  },

  async 'sold-after-the-end'() {
    const { seller, buyer } = await people();
    const [now, second] = [Date.now(), 1_000];
    const endsAt = new Date(now + 5 * second).toISOString();
    const ticket = await sell(seller, { quantity: 2, startsAt: new Date(now - second).toISOString(), endsAt });
    await reserve(buyer, ticket.id); // the listing has arrived in orders
    await untilOne('orders', 'select from listings where id = $1 and ends_at < clock_timestamp()', ticket.id);
    await askForOrder(buyer, ticket.id);
    return { ids: await idsOf('orders', 'select id from orders where ticket_id = $1', ticket.id) };
  },

  async 'suspension-forgotten'() {
    const { seller, buyer } = await people();
    const ticket = await sell(seller, { quantity: 2 });
    await reserve(buyer, ticket.id); // the listing has arrived in orders
    await takeDown(ticket.id);
    await askForOrder(buyer, ticket.id);
    return { ids: await idsOf('orders', 'select id from orders where ticket_id = $1', ticket.id) };
  },

  async 'suspended-paid-orders'() {
    const { seller, buyer } = await people();
    const ticket = await sell(seller, { quantity: 3 });
    const { order } = await buy(buyer, ticket.id);
    const unpaid = await reserve(buyer, ticket.id);
    await takeDown(ticket.id);
    await untilOrder(buyer, unpaid.id, { status: 'cancelled', cancelReason: 'suspended' });
    return { ids: [order.id] };
  },

  async 'newest-move-alone'() {
    const { seller } = await people();
    const ticket = await sell(seller, { quantity: 2, startsAt: inDays(10) });
    for (const days of [30, 20]) {
      bodyOf(await seller.send('PUT', `/api/tickets/${ticket.id}`, { startsAt: inDays(days) }), 200);
    }
    return { ids: [ticket.id] };
  },

  async 'reset-not-looked-at-again'() {
    const who = await signUp();
    const address = `moved-${who.email}`;
    bodyOf(await send('POST', '/api/users/forgotPassword', { body: { email: who.email } }), 202);
    bodyOf(await who.send('POST', '/api/users/email', { email: address, password: who.password }), 202);
    const reset = {
      token: tokenIn(await mailTo(who.email, 'Choose a new password')),
      password: 'another row altogether',
    };
    const change = { token: tokenIn(await mailTo(address, 'Confirm your new email address')) };
    const asked = new Date().toISOString();
    const user = await lockUser(who.id);
    try {
      await user.locked();
      const changing = send('POST', '/api/users/verification/confirm', { body: change });
      await user.awaitedBy(1);
      const resetting = send('POST', '/api/users/resetPassword', { body: reset });
      await user.awaitedBy(2);
      await user.release();
      const [changed, chosen] = await Promise.all([changing, resetting]);
      const about = { id: who.id, at: new Date().toISOString(), asked };
      const answers: Answered[] = [];
      if (changed.status === 200) answers.push({ ...about, kind: 'address-changed', email: address });
      if (chosen.status === 204) answers.push({ ...about, kind: 'password-reset' });
      return { ids: [who.id], answers };
    } finally {
      await user.release();
    }
  },

  async 'undo-of-any-scan'() {
    const { seller, buyer } = await people();
    const ticket = await sell(seller, { quantity: 2 });
    const { order } = await buy(buyer, ticket.id);
    const [admission] = await untilAdmitted(buyer, order.id);
    const { id, code } = admission!;
    const path = `/api/tickets/${ticket.id}/check-ins`;
    const [first, second] = [newId(), newId()];
    const scan = async (scanId: string) => bodyOf(await seller.send('POST', path, { scanId, code }), 200);
    const undo = async () => bodyOf(await seller.send('POST', `${path}/${first}/undo`, { reason: 'a test' }), 200);
    await scan(first);
    await undo();
    await scan(second);
    await undo(); // its first answer was lost
    const at = new Date().toISOString();
    const answers: Answered[] = [
      { kind: 'undone', id, at, scanId: first },
      { kind: 'admitted', id, at, scanId: second },
    ];
    return { ids: [id], answers };
  },

  async 'admissions-not-revoked'() {
    const { buyer, orderId } = await aPurchase();
    await giveUp(buyer, orderId);
    await untilOrder(buyer, orderId, { status: 'cancelled', cancelReason: 'refunded' });
    return { ids: [orderId] };
  },
};

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

async function people() {
  const [seller, buyer] = await Promise.all([newcomer(), newcomer()]);
  return { seller, buyer };
}

async function anOrder() {
  const { seller, buyer } = await people();
  const ticket = await sell(seller, { quantity: 2 });
  return { seller, buyer, ticketId: ticket.id, order: await reserve(buyer, ticket.id) };
}

/** Operators take a listing off sale, and orders has heard of it. */
async function takeDown(ticketId: string): Promise<void> {
  const operator = await newcomer('operator');
  const decision = { ground: 'law', reason: 'a test' };
  bodyOf(await operator.send('POST', `/api/tickets/${ticketId}/suspension`, decision), 200);
  await untilOne('orders', 'select from stock where ticket_id = $1 and suspended', ticketId);
}

/** Reserved by different buyers, and known to payments. */
async function ordersToPay(count: number): Promise<{ buyer: Person; id: string }[]> {
  const orders = await Promise.all(Array.from({ length: count }, anOrder));
  for (const { order } of orders) await untilKnownToPayments(order.id);
  return orders.map(({ buyer, order: { id } }) => ({ buyer, id }));
}

async function aPurchase(card?: string) {
  const { seller, buyer } = await people();
  const ticket = await sell(seller, { quantity: 2 });
  return { buyer, orderId: (await buy(buyer, ticket.id, 1, card)).order.id };
}

/** An operator says that the buyer was paid back past the provider; refused where that cannot be. */
async function settleByHand(orderId: string, note: string): Promise<void> {
  const [paymentId] = await idsOf('payments', 'select id from payments where order_id = $1', orderId);
  const operator = await newcomer('operator');
  await operator.send('POST', `/api/payments/refund-failures/${paymentId}/settlement`, { how: 'cash', note });
}

async function giveUp(buyer: Person, orderId: string): Promise<void> {
  const answer = await buyer.send('DELETE', `/api/orders/${orderId}`);
  if (answer.status !== 202) bodyOf(answer, 204);
}

const GROUP = 4;

/**
 * Has several buyers ask for units of a listing while others keep its stock locked: once they let go of it, these are a
 * group. `then` is called before it is served.
 */
async function askTogether(ticketId: string, then = () => {}): Promise<Answer[]> {
  const buyers = await Promise.all(Array.from({ length: GROUP + 1 }, newcomer));
  const [first, ...others] = buyers as [Person, ...Person[]];
  const [before, after] = [await lockStock(ticketId), await lockStock(ticketId)];
  try {
    await before.locked();
    const alone = askForOrder(first, ticketId);
    await before.awaitedBy(1);
    const relocked = after.locked(); // behind the first, who is served before the group gathers
    await before.awaitedBy(2);
    const together = others.map((buyer) => askForOrder(buyer, ticketId));
    await first.send('GET', '/api/orders'); // answered by orders after it has taken those in
    await before.release();
    await relocked;
    await alone;
    await after.awaitedBy(1);
    then();
    await after.release();
    return await Promise.all([alone, ...together]);
  } finally {
    await Promise.all([before.release(), after.release()]);
  }
}

/** What those who were told of an order know of it. */
function toldBy(answers: Answer[], ticketId: string): Provoked {
  const placed = answers.filter(({ status }) => status === 201).map(({ body }) => (body as { id: string }).id);
  const at = new Date().toISOString();
  return { ids: placed, answers: placed.map((id) => ({ kind: 'placed', id, at, ticketId, quantity: 1 })) };
}

/** Has the database refuse to commit so many orders of a listing at once, or more; returns what ends that. */
async function refuseCommits(ticketId: string, count: number): Promise<() => Promise<void>> {
  const name = `refuse_${ticketId.replaceAll('-', '_')}`;
  await query(
    'orders',
    `create function ${name}() returns trigger language plpgsql as $$ begin
       if (select count(*) from orders where ticket_id = new.ticket_id and xmin = pg_current_xact_id()::xid) >= ${count}
       then raise exception 'refused by a test'; end if;
       return null;
     end $$`,
  );
  await query(
    'orders',
    `create constraint trigger ${name} after insert on orders deferrable initially deferred
     for each row when (new.ticket_id = '${ticketId}') execute function ${name}()`,
  );
  return async () => void (await query('orders', `drop function ${name} cascade`));
}

/** Pays an order while orders dies at a point of hearing of it, and comes back. */
async function payWithCrash(point: Point, about: string): Promise<Provoked> {
  const { buyer, order } = await anOrder();
  await untilKnownToPayments(order.id);
  armCrash('orders', point, about);
  await tryToPay(buyer, order.id);
  await untilCrashed('orders');
  return { ids: [order.id] };
}

async function untilCrashed(process: 'orders'): Promise<void> {
  await eventually(() => {
    if (isArmed(process)) throw new Error(`${process} has not come to the point where it is to die`);
  }, 30_000);
  await allReady();
}

/** The SDK sends a request again by itself when its connection was cut, so it takes two for us to notice. */
const loseReplies = (orderId: string, path: string) =>
  orderFault(orderId, { kind: 'execute-then-cut', times: 2, match: { path } });

async function restartWithClocks(offsetMs: number): Promise<void> {
  for (const process of ['orders', 'expiration'] as const) {
    setClock(process, offsetMs);
    await kill(process);
  }
  await allReady();
}

/** Waits until a query about an id finds a row. */
const untilOne = (database: Parameters<typeof query>[0], sql: string, ...values: string[]) =>
  eventually(
    async () => {
      if ((await query(database, sql, values)).length === 0) throw new Error(`nothing yet in ${database}: ${sql}`);
    },
    60_000,
    100,
  );

const idsOf = async (database: Parameters<typeof query>[0], sql: string, ...values: string[]): Promise<string[]> =>
  (await query<{ id: string }>(database, sql, values)).map(({ id }) => id);

const untilKnownToPayments = (orderId: string) => untilOne('payments', 'select from orders where id = $1', orderId);

const untilNothingIsDue = (orderId: string) =>
  untilOne('payments', 'select from payments where order_id = $1 and due_at is null and claimed_by is null', orderId);

const untilRefunded = (orderId: string) =>
  untilOne('payments', `select from payments where order_id = $1 and status = 'refunded'`, orderId);

/** The timer rang, and orders has judged what it means. */
const expirationHeard = `select from orders where id = $1
  and exists (select from inbox where consumer = 'orders-expiration' and received_at > orders.created_at)`;
