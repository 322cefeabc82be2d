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
} from './activities.ts';
import { fire, rebuildTimers } from './expiration.ts';
import { dueOrders } from './payments.ts';
import { run } from './processes.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const ROUNDS = 400;

/** Lets everything flow that can flow at this moment: nothing is late, lost or doubled. */
export function flow(world: World): void {
  for (let round = 0, busy = true; busy; round++) {
    if (round > ROUNDS) return void world.broken.push('never comes to rest');
    busy = false;
    for (const service of PUBLISHERS) {
      if (!unpublished(databaseOf(world, service))) continue;
      busy = true;
      run(world, publishing(world, service));
    }
    for (const consumer of world.bus.consumers) {
      const before = consumer.pending.length;
      for (const message of consumer.pending) run(world, receiving(world, consumer, message));
      // What has to wait for something else stays, and is no reason to try again at once.
      if (consumer.pending.length < before) busy = true;
    }
    for (const orderId of dueOrders(world)) {
      busy = true;
      run(world, settling(world, orderId, []));
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
  for (const account of world.stripe.accounts) {
    if (account.given.some(({ state }) => state === 'pending')) world.stripe.bankAnswers(account, true);
  }
  for (const seconds of [30, 60, 3600]) tick(world, seconds);
  run(world, watching(world));
  run(world, comparing(world));
  for (let left = 10; left > 0 && owes(world); left--) tick(world, 60);
}

export const owes = (world: World): boolean =>
  [...world.payments.payments.values()].some(({ dueAt }) => dueAt !== null);
