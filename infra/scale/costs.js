/**
 * What a reservation costs, as `bin/scale measure` found it (docs/scale.md tells how).
 *
 * @typedef {object} Costs in ms for one reservation
 * @property {number} answerMs from request to answer when there is one client alone
 * @property {number} commitMs until the disk has a commit
 * @property {number} lockedMs for how long the listing's stock is locked, the commit included
 * @property {Record<string, number>} cpuMs of each process, until all that follows from it is done; `client` makes the load
 */

/**
 * A reservation as stages on one machine, where all processes share the cores. What is not needed for the answer
 * (relaying events, the copies of other services) is done later, by the same cores.
 *
 * @param {Costs} costs
 * @param {() => string} listing which one a client wants
 * @returns {import('./simulation.js').Stage[]}
 */
export function reservation({ answerMs, commitMs, lockedMs, cpuMs }, listing) {
  const total = Object.values(cpuMs).reduce((sum, ms) => sum + ms, 0);
  const beforeAnswer = Math.min(answerMs - commitMs, total);
  const locked = Math.min(lockedMs - commitMs, beforeAnswer);
  return [
    { use: 'core', ms: beforeAnswer - locked },
    { lock: listing, during: [{ use: 'core', ms: locked }, { wait: commitMs }] },
    { later: [{ use: 'core', ms: total - beforeAnswer }] },
  ];
}
