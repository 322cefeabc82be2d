import { reserve } from './reserving.js';

/**
 * How many reservations a second of one listing the stack sustains: the latest measurement, or else a short load of its own.
 * @param {import('../bench.js').Bench} bench
 * @param {string[]} wrong
 */
export async function sustainedRate(bench, wrong) {
  if (Number.isNaN(bench.sustained)) {
    const listings = [await bench.sell()];
    const how = { closedForMs: bench.pick(10_000, 4_000), warmUpMs: 2_000, atMost: 100_000 };
    bench.sustained = (await reserve(bench, { listings, how }, wrong)).perSecond;
    await bench.drained();
  }
  return bench.sustained;
}
