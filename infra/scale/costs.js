/**
 * Processor time in ms that something takes which is done for several at a time: once for all of them, and for each.
 * @typedef {{ batch: number, each: number }} Cost
 *
 * What reservations cost, as `bin/scale measure` found it (docs/scale.md says how). Times are ms of processor time unless
 * they say otherwise.
 *
 * @typedef {object} Costs
 * @property {number} commitMs until the local disk has a commit; this one is elapsed time
 * @property {number} idleCores that are at work while nobody wants anything
 * @property {{ generator: number, nginx: number, orders: number }} request each request, before it is in a group: what it
 *   takes to read and to refuse one
 * @property {{ orders: Cost, primary: Cost }} group a group of reservations, while it has its listing's turn: in the process
 *   of orders (publishing is in it), and in PostgreSQL
 * @property {{ database: Cost, nats: Cost }} relay events on their way to the others
 * @property {Record<string, { process: Cost, database: Cost }>} follows what other services do, by service
 * @property {number} beside for each reservation, in what is none of these: moving packets, Redis
 * @property {{ orders: number, primary: number, others: number }} payment what a purchase takes beyond its reservation
 * @property {{ openMs: number, toldMs: number }} stream a second of a stream that is open, and telling one of a change
 * @property {Record<string, number>} pages a copy of each that nginx sends
 */

/** No cost. @type {Cost} */
export const NOTHING = { batch: 0, each: 0 };

/** @param {Cost} cost @param {number} members */
export const costOf = ({ batch, each }, members) => batch + each * members;

/**
 * Splits what loads cost into what is done once for several at a time and what is done for each, by least squares. Neither is
 * below nought.
 *
 * @param {{ batches: number, ms: number }[]} points of one unit of work: its part of a batch (1 when it is alone), and ms
 * @returns {Cost}
 */
export function fit(points) {
  const mean = (/** @type {number[]} */ all) => all.reduce((sum, value) => sum + value, 0) / all.length;
  const [batches, ms] = [mean(points.map((point) => point.batches)), mean(points.map((point) => point.ms))];
  const spread = mean(points.map((point) => (point.batches - batches) ** 2));
  const together = mean(points.map((point) => (point.batches - batches) * (point.ms - ms)));
  const slope = spread > 0 ? Math.max(together / spread, 0) : 0;
  if (ms - slope * batches >= 0) return { batch: slope, each: ms - slope * batches };
  // All of it is done once: the line goes through nought.
  const squares = mean(points.map((point) => point.batches ** 2));
  return { batch: mean(points.map((point) => point.batches * point.ms)) / squares, each: 0 };
}

/** Processor time of one reservation when so many are done together. @param {Costs} costs @param {number} members */
export function totalOf({ request, group, relay, follows, beside }, members) {
  const { generator: _theirs, ...ours } = request;
  const costs = [
    ...Object.values(group),
    ...Object.values(relay),
    ...Object.values(follows).flatMap(({ process, database }) => [process, database]),
  ];
  const shared = costs.reduce((sum, cost) => sum + costOf(cost, members) / members, 0);
  return Object.values(ours).reduce((sum, ms) => sum + ms, shared + beside);
}
