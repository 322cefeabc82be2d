import { costOf } from './costs.js';
import { generator, simulate } from './simulation.js';

/**
 * @typedef {import('./costs.js').Costs} Costs
 * @typedef {import('./simulation.js').Stage} Stage
 *
 * @typedef {object} Setup
 * @property {number} [cores] of the one machine on which all of it runs; or else
 * @property {number} [primary] cores of the machine of orders' primary; all others have machines of their own, enough of them
 * @property {boolean} [generator] whether the clients are on that machine as well
 * @property {number} [replicas] processes of orders, and of each other service
 * @property {number} [standbyMs] until the synchronous standby has a commit as well (ADR 30)
 * @property {number} [roundTripMs] from a process to its database and back, on the network
 * @property {boolean} [affine] whether all requests for a listing go to the same process of orders, and not to any
 * @property {boolean} [paid] whether a visit goes on until what was reserved is paid for
 * @property {number} [groupSize] reservations that are one commit at most
 * @property {number} clients at a time
 * @property {number} listings that they want in turn
 *
 * @typedef {object} Outcome
 * @property {number} perSecond visits
 * @property {number} medianMs of a visit: until the answer, or until all is paid for
 * @property {number} p95Ms
 * @property {number} group members of a group on average
 * @property {number} primary cores of orders' primary that are at work (of the one machine, all that are)
 * @property {number} others cores at work on the other machines
 * @property {string[]} late who falls behind: the relay, or services
 * @property {string} limit what is used up first
 */

/** As in services/orders/src/use-cases/place-order.ts, common/src/messaging/relay.ts and consume.ts. */
const [GROUPS, GROUP_SIZE, RELAYED, CONSUMED] = [3, 256, 500, 200];
/** How long events wait for more of them, where nobody waits for what follows: `lingerMs` of the services, in ms. */
const LINGER = /** @type {Record<string, number>} */ ({ audit: 100, expiration: 20, notifications: 20 });
/** More cores than anybody needs: how many of them are at work is what is asked. */
const PLENTY = 4_096;
/** Statements of a group that wait for one another while it has its listing's turn. */
const ROUND_TRIPS = 3;

/**
 * What a setup does when buyers reserve again as soon as they are answered.
 * @param {Costs} costs
 * @param {Setup} setup
 * @param {number} [forMs]
 * @returns {Outcome}
 */
export function sell(costs, setup, forMs = 10_000) {
  const { cores, primary = 0, replicas = 1, standbyMs = 0, roundTripMs = 0, paid = false, clients, listings } = setup;
  const { groupSize = GROUP_SIZE, affine = false, generator: besideUs = false } = setup;
  const { request, group, relay, follows, beside, payment } = costs;
  const ours = cores === undefined ? 'primary' : 'machine';
  const theirs = cores === undefined ? 'others' : 'machine';
  // What the stack does anyway leaves less of each core.
  const anyway = cores === undefined ? 1 : cores / (cores - costs.idleCores);
  const work = (/** @type {string} */ use, /** @type {number} */ ms, /** @type {string} */ process = '') => ({
    use,
    ms: ms * anyway,
    ...(process && { in: process }),
  });
  const commit = { wait: costs.commitMs + standbyMs };
  const names = Object.keys(follows);
  const loops = Array.from({ length: replicas }, (_, n) => `orders ${n}`);

  const movesOf = (/** @type {string} */ loop) => `moves of ${loop}`;

  /** @type {Record<string, import('./groups.js').Kind>} */
  const groups = {
    ...Object.fromEntries(
      loops.map((loop) => [
        loop,
        {
          atOnce: GROUPS,
          size: groupSize,
          turns: 'listing',
          /** @param {number} members @returns {Stage[]} */
          stages: (members) => [
            { wait: ROUND_TRIPS * roundTripMs },
            work(ours, costOf(group.primary, members)),
            work(theirs, costOf(group.orders, members), loop),
            commit,
          ],
        },
      ]),
    ),
    // What payments bring: orders moves on, in batches of events.
    ...Object.fromEntries(
      loops.map((loop) => [
        movesOf(loop),
        {
          atOnce: 1,
          size: CONSUMED,
          /** @param {number} members @returns {Stage[]} */
          stages: (members) => [
            { wait: 2 * roundTripMs },
            work(ours, payment.primary * members),
            work(theirs, payment.orders * members, loop),
            commit,
          ],
        },
      ]),
    ),
    relay: {
      atOnce: 1,
      size: RELAYED,
      stages: (members) => [
        { wait: 2 * roundTripMs },
        work(ours, costOf(relay.database, members)),
        { later: [work(theirs, costOf(relay.nats, members))] },
      ],
    },
    ...Object.fromEntries(
      Object.entries(follows).map(([name, { process, database }]) => [
        name,
        {
          atOnce: replicas,
          size: CONSUMED,
          lingerMs: LINGER[name] ?? 0,
          /** @param {number} members @returns {Stage[]} */
          stages: (members) => [
            { wait: 2 * roundTripMs },
            work(theirs, costOf(process, members), name),
            work(theirs, costOf(database, members)),
            commit,
          ],
        },
      ]),
    ),
  };

  const random = generator(7);
  const result = simulate({
    servers: {
      ...(cores === undefined ? { primary, others: PLENTY } : { machine: cores }),
      ...Object.fromEntries(loops.map((loop) => [loop, 1])),
      ...Object.fromEntries(names.map((name) => [name, replicas])),
    },
    groups,
    clients,
    forMs,
    visit(n) {
      const listing = n % listings;
      const loop = /** @type {string} */ (loops[affine ? listing % replicas : Math.floor(random() * replicas)]);
      return [
        work(theirs, request.nginx + (besideUs ? request.generator : 0)),
        work(theirs, request.orders, loop),
        { wait: roundTripMs },
        { join: loop, of: `${listing}` },
        {
          later: [work(theirs, beside), { join: 'relay' }, ...names.map((name) => ({ later: [{ join: name }] }))],
        },
        ...(paid
          ? [work(ours, payment.primary), work(theirs, payment.orders, loop), work(theirs, payment.others)]
          : []),
      ];
    },
  });

  const placed = loops.map((loop) => result.groups[loop]);
  const busyLoop = Math.max(...loops.map((loop) => result.busy[loop] ?? 0));
  const busy = result.busy[ours] ?? 0;
  const held = Math.max(...placed.map((own) => own?.held ?? 0));
  const slots = Math.max(...placed.map((own) => own?.busy ?? 0));
  const late = ['relay', ...names].filter((name) => (result.groups[name]?.waiting ?? 0) > result.perSecond);
  return {
    perSecond: result.perSecond,
    medianMs: result.medianMs,
    p95Ms: result.p95Ms,
    group: placed.reduce((sum, own) => sum + (own?.size ?? 0), 0) / replicas,
    primary: busy * (cores ?? primary),
    others: cores === undefined ? (result.busy.others ?? 0) * PLENTY : 0,
    late,
    limit: limitOf(),
  };

  function limitOf() {
    if (cores !== undefined && busy > 0.8) return 'cores'; // a process that waits for one is busy as well
    if (busy > 0.9) return 'cores of the primary';
    if (busyLoop > 0.9) return 'event loops of orders';
    if (held > 0.9) return 'the turn of a listing';
    return slots > 0.85 ? 'replicas that wait for each other' : 'how many are let in';
  }
}
