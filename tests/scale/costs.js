import { fit } from '../../infra/scale/costs.js';
import { median } from '../bench/measure/median.js';

/**
 * From what loads used to what single things cost.
 *
 * @typedef {Record<string, number>} Parts processor time in ms, by part
 *
 * @typedef {object} Used by a load, in all, without what the stack uses anyway
 * @property {number} units of work
 * @property {number} groups of reservations
 * @property {Record<string, number>} batches of events, by the service that applied them
 * @property {Parts} processes
 * @property {Parts} pools of connections, in PostgreSQL
 *
 * @typedef {object} Round
 * @property {number} commitMs
 * @property {number} idleCores
 * @property {Used} refused requests that were refused for their bodies
 * @property {Used[]} loads of reservations
 * @property {Used} purchases
 * @property {{ openMs: number, toldMs: number }} stream
 * @property {Record<string, number>} pages
 */

export const FOLLOWERS = ['tickets', 'payments', 'expiration', 'notifications', 'audit'];
/** No part of the stack. */
const BESIDE = ['generator', 'bench', 'echo', 'echo-nginx', 'sandbox'];

/** @param {Round} round @returns {import('../../infra/scale/costs.js').Costs} */
export function costsOf({ commitMs, idleCores, refused, loads, purchases, stream, pages }) {
  const each = (/** @type {(load: Used) => number} */ ms) => median(loads.map((load) => ms(load) / load.units));
  /** @param {(load: Used) => number} ms @param {(load: Used) => number} batches */
  const shared = (ms, batches) =>
    fit(loads.map((load) => ({ batches: batches(load) / load.units, ms: ms(load) / load.units })));
  const groups = (/** @type {Used} */ load) => load.groups;
  const batchesOf = (/** @type {string} */ name) => (/** @type {Used} */ load) => load.batches[name] || load.groups;
  const ordersRequest = (refused.processes.orders ?? 0) / refused.units;
  const largest = /** @type {Used} */ (loads.at(-1));
  const beyond = (/** @type {(used: Used) => number} */ ms) =>
    Math.max(ms(purchases) / purchases.units - ms(largest) / largest.units, 0);

  return {
    commitMs,
    idleCores,
    request: {
      generator: each(({ processes }) => processes.generator ?? 0),
      nginx: each(({ processes }) => processes.nginx ?? 0),
      orders: ordersRequest,
    },
    group: {
      orders: shared(({ processes, units }) => Math.max((processes.orders ?? 0) - ordersRequest * units, 0), groups),
      primary: shared(({ pools }) => pools.orders ?? 0, groups),
    },
    relay: {
      // PostgreSQL's own processes, such as the writer of its log, are counted as the relay's: nobody waits for them.
      database: shared((used) => (used.pools['orders-background'] ?? 0) + ownOfPostgres(used), groups),
      nats: shared(({ processes }) => processes.nats ?? 0, groups),
    },
    follows: Object.fromEntries(
      FOLLOWERS.map((name) => [
        name,
        {
          process: shared(({ processes }) => processes[name] ?? 0, batchesOf(name)),
          database: shared(({ pools }) => poolsOf(pools, name), batchesOf(name)),
        },
      ]),
    ),
    beside: each(({ processes }) =>
      ['redis', 'auth', 'client', 'kernel'].reduce((sum, part) => sum + (processes[part] ?? 0), 0),
    ),
    payment: {
      orders: beyond(({ processes }) => processes.orders ?? 0),
      primary: beyond(({ pools }) => poolsOf(pools, 'orders')),
      others: beyond(({ processes, pools }) => ours(processes) - (processes.orders ?? 0) - poolsOf(pools, 'orders')),
    },
    stream,
    pages,
  };
}

/** The requests of a service, and its background work. @param {Parts} pools @param {string} name */
const poolsOf = (pools, name) => (pools[name] ?? 0) + (pools[`${name}-background`] ?? 0);

/** @param {Parts} parts */
const ours = (parts) => Object.entries(parts).reduce((sum, [part, ms]) => (BESIDE.includes(part) ? sum : sum + ms), 0);

/** @param {Used} used */
const ownOfPostgres = ({ processes, pools }) =>
  Math.max((processes.postgres ?? 0) - Object.values(pools).reduce((sum, ms) => sum + ms, 0), 0);

/**
 * The median of each number of several objects of one shape.
 * @template T
 * @param {T[]} all
 * @returns {T}
 */
export function medians(all) {
  const [first] = all;
  if (typeof first === 'number') return /** @type {T} */ (median(/** @type {number[]} */ (all)));
  return /** @type {T} */ (
    Object.fromEntries(
      Object.keys(/** @type {object} */ (first)).map((key) => [
        key,
        medians(all.map((each) => /** @type {Record<string, unknown>} */ (each)[key])),
      ]),
    )
  );
}
