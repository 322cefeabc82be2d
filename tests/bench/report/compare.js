/**
 * How a figure stands to what it was: `times` as much as then, and whether that is better. Within `SAME` it is neither.
 *
 * @typedef {{ before: number, times: number, verdict: 'better' | 'worse' | 'same' }} Comparison
 */

/** What two runs on one machine differ by without any reason. */
const SAME = 0.05;

/**
 * Figures that both reports have, by load and name. A figure of another load or with another unit is another figure.
 * @param {import('./summarize.js').Report} now
 * @param {import('./summarize.js').Report} before
 * @returns {Map<string, Comparison>} by `load.figure`
 */
export function compare(now, before) {
  /** @type {Map<string, Comparison>} */
  const found = new Map();
  for (const load of now.loads) {
    const then = before.loads.find(({ name }) => name === load.name);
    for (const [key, figure] of Object.entries(load.figures)) {
      const earlier = then?.figures[key];
      if (!earlier || earlier.unit !== figure.unit || isNone(earlier.median) || isNone(figure.median)) continue;
      found.set(`${load.name}.${key}`, compareFigure(figure, earlier.median));
    }
  }
  return found;
}

/** JSON has no NaN: it is written as null. @param {number | null} value */
const isNone = (value) => value === null || Number.isNaN(value);

/** @param {import('./summarize.js').FigureReport} figure @param {number} before @returns {Comparison} */
function compareFigure({ median, better }, before) {
  const times = before === 0 ? (median === 0 ? 1 : Number.POSITIVE_INFINITY) : median / before;
  const grew = times > 1 + SAME;
  const shrank = times < 1 / (1 + SAME);
  const verdict = !grew && !shrank ? 'same' : grew === (better === 'more') ? 'better' : 'worse';
  return { before, times, verdict };
}
