import fc from 'fast-check';
import { banks } from './happenings/banks.ts';
import { engines } from './happenings/engines.ts';
import type { Happening } from './happenings/happening.ts';
import { machines } from './happenings/machines.ts';
import { people } from './happenings/people.ts';
import { brokenAtRest } from './promises.ts';
import { GOOD } from './simulation/account.ts';
import { calmDown, flow } from './simulation/calm.ts';
import { placeOrders } from './simulation/orders.ts';
import { payOrder } from './simulation/payments.ts';
import { run } from './simulation/processes.ts';
import { createTicket } from './simulation/tickets.ts';
import { newWorld, type Setting, type World } from './simulation/world.ts';

/** Random histories of up to so many happenings. */
export const histories = fc.commands<World, World>([fc.oneof(...people, ...banks, ...machines, ...engines)], {
  maxCommands: 80,
  size: 'max',
});

/** A world with one unique ticket and one listing of six units on sale, two of which Dot has bought. */
export function open(setting: Setting = {}): World {
  const world = newWorld(setting);
  for (const quantity of [1, 6]) {
    run(world, { service: 'tickets', what: `the seller lists ${quantity}`, process: createTicket(world, quantity) });
  }
  flow(world);
  const [, ticketId] = [...world.tickets.tickets.keys()];
  const request = { key: 'of Dot', userId: 'Dot', ticketId: ticketId!, quantity: 2 };
  world.requests.push(request);
  run(world, { service: 'orders', what: 'Dot reserves', process: placeOrders(world, [request], 'done') });
  flow(world);
  const [orderId] = [...world.orders.orders.keys()];
  if (orderId) {
    const process = payOrder(world, orderId, { token: GOOD }, [], false);
    run(world, { service: 'payments', what: 'Dot pays', process });
  }
  flow(world);
  return world;
}

/** Lives through a history, then lets the trouble end; throws what is broken at any moment or in the end. */
export function live(history: Iterable<Happening>, setting: Setting = {}): World {
  const world = open(setting);
  fc.modelRun(() => ({ model: world, real: world }), history);
  calmDown(world);
  const broken = brokenAtRest(world);
  if (broken.length > 0) throw new Error(broken.join('\n'));
  return world;
}
