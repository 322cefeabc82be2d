import { compare } from './compare.js';
import { inWords, targetInWords } from './words.js';

/** Prints what one round of a load gave. @param {import('../loads/index.js').Load} load @param {import('../loads/index.js').Measured} result @param {(line: string) => void} say */
export function tellRound({ figures }, { figures: found, wrong }, say) {
  const words = Object.entries(figures).flatMap(([key, { label, unit }]) =>
    found[key] === undefined || key.endsWith('Kb') || key.endsWith('Cost')
      ? []
      : [`${label} ${inWords(found[key], unit)}`],
  );
  for (const line of wrap(words)) say(`      ${line}`);
  for (const what of wrong) say(`      ✗ ${what}`);
}

/** @param {string[]} words */
function wrap(words) {
  /** @type {string[]} */
  const lines = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 110) lines[lines.length - 1] = `${last} · ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The targets and the figures that have them. @param {import('./summarize.js').Report} now @param {import('./summarize.js').Report} [before] */
export function tell(now, before) {
  const compared = before && compare(now, before);
  const lines = now.loads.flatMap(({ name, figures }) =>
    Object.entries(figures).flatMap(([key, figure]) => {
      const { label, unit, reached } = figure;
      const then = compared?.get(`${name}.${key}`);
      if (reached === undefined && !then) return [];
      const mark = reached === undefined ? ' ' : reached ? '✓' : '·';
      const was = then ? `  was ${inWords(then.before, unit)}: ${then.verdict}` : '';
      const target = reached === undefined ? '' : `  (${targetInWords(figure)})`;
      return [
        `  ${mark} ${`${name}: ${label}`.padEnd(66)} ${inWords(figure.median, unit).padStart(16)}${target}${was}`,
      ];
    }),
  );
  const wrong = now.loads.flatMap(({ name, wrong }) => wrong.map((what) => `  ✗ ${name}: ${what}`));
  return [
    `  echo: ${inWords(now.echo.median, '/s')}; medians of ${now.options.rounds}; ✓ is reached, · is not yet`,
    ...lines,
    ...(wrong.length > 0 ? ['', '  What was wrong:', ...wrong] : []),
  ].join('\n');
}
