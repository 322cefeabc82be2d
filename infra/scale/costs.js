/**
 * Processor time of each part in ms; `client` makes the load.
 * @typedef {Record<string, number>} Parts
 *
 * @typedef {object} Load
 * @property {number} clients that reserve at a time
 * @property {number} listings that they reserve from in turn
 *
 * What a reservation costs, as `bin/scale measure` found it (docs/scale.md tells how).
 *
 * @typedef {object} Costs in ms for one reservation
 * @property {number} answerMs from request to answer when there is one client alone
 * @property {number} commitMs until the disk has a commit
 * @property {number} lockedMs for how long others wait for their turn at the listing's stock, the commit included
 * @property {number} idleCores that are at work while nobody wants anything; this one is no time
 * @property {Record<keyof typeof MEASURED_AT, Parts>} cpuMs until all that follows from it is done, at each of four loads
 */

/**
 * What is done for several at a time costs each of them less: they are committed, relayed and received together. Those who
 * wait for the same listing are served one after the other, and share less unless they are many. So costs are taken at four
 * loads.
 */
export const MEASURED_AT = {
  alone: { clients: 1, listings: 40 },
  together: { clients: 12, listings: 40 },
  queueing: { clients: 12, listings: 1 },
  crowding: { clients: 48, listings: 1 },
};

/**
 * Something for each of those loads.
 *
 * @template T
 * @param {(load: keyof typeof MEASURED_AT) => T} of
 * @returns {Record<keyof typeof MEASURED_AT, T>}
 */
export const byLoad = (of) => ({
  alone: of('alone'),
  together: of('together'),
  queueing: of('queueing'),
  crowding: of('crowding'),
});

/**
 * What lies between the loads at which costs were taken: by the logarithm of how many come at a time, and by how many want the
 * same listing. Larger loads cost what the largest did.
 *
 * @param {Costs['cpuMs']} cpuMs
 * @param {Load} load
 * @returns {Parts}
 */
function partsAt({ alone, together, queueing, crowding }, { clients, listings }) {
  const [few, many] = [MEASURED_AT.together.clients, MEASURED_AT.crowding.clients];
  const company = share(Math.log2(clients) / Math.log2(few));
  const crowd = share(Math.log2(clients / few) / Math.log2(many / few));
  const queue = share((clients / listings - 1) / (few - 1));
  return Object.fromEntries(
    Object.keys(together).map((part) => {
      const of = (/** @type {Parts} */ parts) => parts[part] ?? 0;
      const inTurn = between(of(queueing), of(crowding), crowd);
      return [part, between(of(alone), between(of(together), inTurn, queue), company)];
    }),
  );
}

/** @param {number} number */
const share = (number) => Math.min(Math.max(number, 0), 1);

/** @param {number} from @param {number} to @param {number} share */
const between = (from, to, share) => from + (to - from) * share;

/** @param {Parts} parts */
export const sumOf = (parts) => Object.values(parts).reduce((sum, ms) => sum + ms, 0);

/**
 * A reservation as stages on one machine, where all processes share the cores. What is not needed for the answer
 * (relaying events, the copies of other services) is done later, by the same cores.
 *
 * @param {Costs} costs
 * @param {Load} load
 * @param {number} cores of the machine
 * @returns {import('./simulation.js').Stage[]}
 */
export function reservation({ answerMs, commitMs, lockedMs, idleCores, cpuMs }, load, cores) {
  let turn = 0;
  const total = sumOf(partsAt(cpuMs, load));
  const beforeAnswer = Math.min(answerMs - commitMs, total);
  const locked = Math.min(lockedMs - commitMs, beforeAnswer);
  // What the stack does anyway leaves less of each core.
  const work = (/** @type {number} */ ms) => ({ use: 'core', ms: (ms * cores) / (cores - idleCores) });
  return [
    work(beforeAnswer - locked),
    { lock: () => String(turn++ % load.listings), during: [work(locked), { wait: commitMs }] },
    { later: [work(total - beforeAnswer)] },
  ];
}
