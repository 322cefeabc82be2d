import { indexOfMedian, median } from '../measure/median.js';

/**
 * The report of a run, as `report.json` holds it.
 *
 * @typedef {object} Report
 * @property {1} version
 * @property {string} at when it began
 * @property {string} commit
 * @property {{ cores: number, processor: string, memoryGiB: number, node: string, postgres: string, busyCores: number }} machine
 *   `busyCores`: how many cores other programs kept busy before the run began
 * @property {{ quick: boolean, rounds: number }} options
 * @property {{ median: number, all: number[] }} echo requests a second, as measured before each load
 * @property {LoadReport[]} loads
 *
 * @typedef {object} LoadReport
 * @property {string} name
 * @property {string} title
 * @property {string} unit
 * @property {string} asserts
 * @property {Record<string, FigureReport>} figures
 * @property {Record<string, import('../measure/latency.js').Latency>} latency of the round in the middle
 * @property {Record<string, number>} costs processor time in ms of one unit of work, by part, of that round
 * @property {string[]} wrong
 *
 * @typedef {import('../loads/index.js').Figure & { median: number, all: number[], reached?: boolean }} FigureReport
 */

/**
 * Summarizes the rounds of a load.
 * @param {import('../loads/index.js').Load} load
 * @param {import('../loads/index.js').Measured[]} rounds
 * @returns {LoadReport}
 */
export function summarize({ name, title, unit, asserts, figures }, rounds) {
  const [first] = Object.keys(figures);
  const middle = rounds[indexOfMedian(rounds.map((round) => round.figures[first ?? ''] ?? Number.NaN))];
  const { processor = {}, units = 0, latency = {} } = middle ?? {};
  return {
    name,
    title,
    unit,
    asserts,
    figures: Object.fromEntries(
      Object.entries(figures).map(([key, figure]) => {
        const all = rounds.map((round) => round.figures[key] ?? Number.NaN);
        return [key, { ...figure, median: median(all), all, ...reached(figure, median(all)) }];
      }),
    ),
    latency,
    costs:
      units > 0
        ? Object.fromEntries(Object.entries(processor).map(([part, ms]) => [part, Math.max(ms, 0) / units]))
        : {},
    wrong: rounds.flatMap(({ wrong }, index) =>
      wrong.map((what) => (rounds.length > 1 ? `round ${index + 1}: ${what}` : what)),
    ),
  };
}

/** @param {import('../loads/index.js').Figure} figure @param {number} value */
function reached({ better, target }, value) {
  if (target === undefined) return {};
  return { reached: better === 'more' ? value >= target : value <= target };
}
