/**
 * How a figure compares with its earlier value: it is now `times` that value, which is better, worse, or within the noise.
 *
 * @typedef {{ before: number, times: number, verdict: 'better' | 'worse' | 'same' }} Comparison
 */

/** Two runs on one machine may differ by this much without any reason. */
const SAME = 0.05;

/**
 * Compares the figures that both reports have. A figure whose unit has changed is not compared.
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

/** JSON has no NaN and writes null. @param {number | null} value */
const isNone = (value) => value === null || Number.isNaN(value);

/** @param {import('./summarize.js').FigureReport} figure @param {number} before @returns {Comparison} */
function compareFigure({ median, better }, before) {
  const times = before === 0 ? (median === 0 ? 1 : Number.POSITIVE_INFINITY) : median / before;
  const grew = times > 1 + SAME;
  const shrank = times < 1 / (1 + SAME);
  const verdict = !grew && !shrank ? 'same' : grew === (better === 'more') ? 'better' : 'worse';
  return { before, times, verdict };
}
