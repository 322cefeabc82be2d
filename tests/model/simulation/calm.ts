import {
  cancelling,
  comparing,
  databaseOf,
  PUBLISHERS,
  publishing,
  receiving,
  settling,
  sweeping,
  unpublished,
  watching,
  withdrawing,
} from './activities.ts';
import { fire, rebuildTimers } from './expiration.ts';
import { dueOrders, settleByHand } from './payments.ts';
import { type Running, run } from './processes.ts';
import { watchSuspended } from './watch.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const MANY = 5_000;

/** Lets things flow as they should, nothing late, lost or doubled: all there is at this moment, or so many steps of it. */
export function flow(world: World, atMost = MANY): void {
  const steps = upcoming(world);
  for (let left = atMost; left > 0; left--) {
    const { value, done } = steps.next();
    if (done) return;
    run(world, value);
  }
  if (atMost === MANY) world.broken.push('5: it never comes to rest');
}

function* upcoming(world: World): Generator<Running, void> {
  for (let busy = true; busy; ) {
    busy = false;
    for (const service of PUBLISHERS) {
      if (!unpublished(databaseOf(world, service))) continue;
      busy = true;
      yield publishing(world, service);
    }
    for (const consumer of world.bus.consumers) {
      const before = consumer.pending.length;
      for (const message of consumer.pending) yield receiving(world, consumer, [message]);
      // What has to wait for something else stays, and is no reason to try again at once.
      if (consumer.pending.length < before) busy = true;
    }
    for (const orderId of dueOrders(world)) {
      busy = true;
      yield settling(world, orderId, []);
    }
  }
}

const due = (world: World) =>
  [...world.expiration.timers.values()].filter(({ expiresAt }) => Date.parse(expiresAt) <= world.now);

function tick(world: World, seconds: number): void {
  world.now += seconds * SECOND;
  for (const account of world.stripe.accounts)
    if (account.status === 'processing') world.stripe.bankAnswers(account, true);
  for (const timer of due(world))
    run(world, { service: 'expiration', what: 'a timer fires', process: fire(world, timer) });
  if (!world.flaws.noSweeper) run(world, sweeping(world));
  run(world, cancelling(world));
  if (!world.flaws.suspendedKept) run(world, withdrawing(world));
  flow(world);
}

/**
 * All trouble is over: what was held up goes on, Redis gets its timers, the bank answers, and time passes until every
 * deadline is over. Webhooks that have not come by now are lost for good.
 */
export function calmDown(world: World): void {
  world.tell(() => '— the trouble is over —');
  for (const running of world.running.splice(0)) run(world, running);
  if (!world.flaws.noSweeper) rebuildTimers(world);
  flow(world);
  if (!world.flaws.suspendedKept) run(world, withdrawing(world));
  watchSuspended(world);
  for (const account of world.stripe.accounts) {
    if (account.given.some(({ state }) => state === 'pending')) world.stripe.bankAnswers(account, true);
  }
  for (const seconds of [30, 60, 3600]) tick(world, seconds);
  run(world, watching(world));
  run(world, comparing(world));
  for (let left = 10; left > 0 && owes(world); left--) tick(world, 60);
  for (const [orderId, { payment }] of world.payments.payments) {
    if (payment.refundFailed)
      run(world, { service: 'payments', what: `pays back ${orderId}`, process: settleByHand(world, orderId) });
  }
  flow(world);
}

export const owes = (world: World): boolean =>
  [...world.payments.payments.values()].some(({ dueAt }) => dueAt !== null);
