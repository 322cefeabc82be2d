import { createHistogram } from 'node:perf_hooks';

/**
 * A distribution of latencies in ms, as percentiles.
 *
 * @typedef {object} Latency
 * @property {number} count
 * @property {number} mean
 * @property {[percentile: number, ms: number][]} points in rising order, the last one at 100
 */

/** The percentiles that a report keeps, denser towards the tail. */
export const PERCENTILES = [1, 5, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 99.99, 100];

const MAX_MS = 3_600_000;

/** Counts latencies in Node's own HDR histogram, in microseconds with three significant digits. */
export function countLatencies() {
  const histogram = createHistogram({ lowest: 1, highest: MAX_MS * 1_000, figures: 3 });
  return {
    /** @param {number} ms */
    add: (ms) => histogram.record(Math.min(Math.max(Math.round(ms * 1_000), 1), MAX_MS * 1_000)),
    /** @returns {Latency} */
    summary: () => ({
      count: histogram.count,
      mean: histogram.count === 0 ? 0 : histogram.mean / 1_000,
      points: histogram.count === 0 ? [] : PERCENTILES.map((p) => [p, histogram.percentile(p) / 1_000]),
    }),
  };
}

/** @param {Iterable<number>} all in ms @returns {Latency} */
export function latencyOf(all) {
  const counted = countLatencies();
  for (const ms of all) counted.add(ms);
  return counted.summary();
}

/** A percentile in ms; NaN when nothing was counted. @param {Latency} latency @param {number} percentile */
export function at({ points }, percentile) {
  const found = points.find(([p]) => p === percentile);
  return found ? found[1] : Number.NaN;
}
