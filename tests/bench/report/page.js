import { compare } from './compare.js';
import { costPlot, latencyPlot, safe, targetBar } from './plots.js';
import { STYLE } from './style.js';
import { inDigits, inWords, targetInWords } from './words.js';

/**
 * The report as one page that needs nothing else.
 * @param {import('./summarize.js').Report} now
 * @param {import('./summarize.js').Report} [before]
 */
export function drawReport(now, before) {
  const compared = before ? compare(now, before) : new Map();
  const aims = now.loads.flatMap((load) =>
    Object.entries(load.figures).flatMap(([key, figure]) =>
      figure.reached === undefined ? [] : [{ load, key, figure, earlier: compared.get(`${load.name}.${key}`) }],
    ),
  );
  const reached = aims.filter(({ figure }) => figure.reached).length;
  const wrong = now.loads.reduce((sum, load) => sum + load.wrong.length, 0);
  const { machine, options } = now;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Frontrow: how fast it is</title><style>${STYLE}</style></head>
<body>
<header>
<p class="eyebrow">Frontrow · bin/bench${options.quick ? ' --quick' : ''}</p>
<h1>How fast it is, next to a bare route</h1>
<div class="score">
<div><b>${reached} of ${aims.length}</b><span>targets reached</span></div>
<div><b>${inWords(now.echo.median, '/s')}</b><span>the echo route, spread ${inDigits(spread(now.echo.all) * 100)} %</span></div>
<div><b>${wrong === 0 ? 'all right' : wrong}</b><span>${wrong === 0 ? 'exact, no 5xx, no backlog' : 'things went wrong'}</span></div>
</div>
<div class="facts"><span>${safe(now.at.replace('T', ' ').slice(0, 16))} UTC</span><span>commit ${safe(now.commit)}</span><span>${machine.cores} cores, ${safe(machine.processor)}</span><span>${machine.memoryGiB} GiB</span><span>${inDigits(machine.busyCores)} cores busy before the run</span><span>Node ${safe(machine.node)}, PostgreSQL ${safe(machine.postgres)}</span><span>${options.rounds === 1 ? 'one round' : `medians of ${options.rounds} rounds`}</span>${before ? `<span>compared with ${safe(before.commit)} of ${safe(before.at.slice(0, 10))}</span>` : ''}</div>
</header>
<main>
<section><h2>Targets</h2><p class="sub">The line is the target. The scale is logarithmic, and further right is always better.${before ? ' The ring is the earlier value.' : ''}</p>
<div class="targets">${aims.map(drawAim).join('\n')}</div></section>
${now.loads
  .map((load) =>
    drawLoad(
      load,
      before?.loads.find(({ name }) => name === load.name),
      compared,
    ),
  )
  .join('\n')}
</main>
</body></html>
`;
}

/** @typedef {import('./compare.js').Comparison | undefined} Then */

/** @param {{ load: import('./summarize.js').LoadReport, key: string, figure: import('./summarize.js').FigureReport, earlier: Then }} aim */
const drawAim = ({ load, figure, earlier: then }) => `<div class="target ${figure.reached ? 'good' : 'warn'}">
<a href="#${load.name}">${load.name}: ${safe(figure.label)}</a><span class="value">${inWords(figure.median, figure.unit)}</span>
<span class="aim">${targetInWords(figure)}</span><span class="state">${figure.reached ? 'reached' : 'not yet'}</span>
${targetBar(figure, then?.before)}${then ? was(then, figure.unit, 'span') : ''}</div>`;

/** @param {NonNullable<Then>} then @param {string} unit @param {'span' | 'td'} element */
const was = ({ before, times, verdict }, unit, element) =>
  `<${element} class="was ${verdict}">was ${inWords(before, unit)}${verdict === 'same' ? '' : `, ${inDigits(times)} ×`}</${element}>`;

/**
 * @param {import('./summarize.js').LoadReport} load
 * @param {import('./summarize.js').LoadReport | undefined} before
 * @param {Map<string, import('./compare.js').Comparison>} compared
 */
function drawLoad(load, before, compared) {
  const { name, title, asserts, figures, latency, costs, unit, wrong } = load;
  const names = Object.keys(latency);
  const curves = names.flatMap((of, index) => {
    const earlier = before?.latency[of];
    return [
      { name: of, latency: /** @type {import('../measure/latency.js').Latency} */ (latency[of]), index },
      ...(earlier ? [{ name: of, latency: earlier, index, earlier: true }] : []),
    ];
  });
  const plots = [
    names.length > 0 ? `<div><h3>Latency</h3>${latencyPlot(curves)}</div>` : '',
    Object.keys(costs).length > 0
      ? `<div><h3>Processor time of a ${safe(unit)}</h3>${costPlot(costs, unit)}${before && Object.keys(before.costs).length > 0 ? `<h3>Before</h3>${costPlot(before.costs, unit)}` : ''}</div>`
      : '',
  ];
  return `<section id="${name}"><h2>${safe(title)}</h2><p class="sub">${safe(name)} · must hold: ${safe(asserts)}</p>
${wrong.length > 0 ? `<div class="wrong">Went wrong:<ul>${wrong.map((what) => `<li>${safe(what)}</li>`).join('')}</ul></div>` : ''}
<h3>Figures</h3><div class="scroll"><table>${Object.entries(figures)
    .map(([key, figure]) => {
      const then = compared.get(`${name}.${key}`);
      const chip =
        figure.reached === undefined
          ? ''
          : ` <span class="chip ${figure.reached ? 'good' : 'warn'}">${targetInWords(figure)}</span>`;
      const rounds =
        figure.all.length > 1
          ? `<td class="was">${figure.all.map((value) => inDigits(value ?? Number.NaN)).join(' · ')}</td>`
          : '';
      return `<tr><td>${safe(figure.label)}${chip}</td><td><b>${inWords(figure.median, figure.unit)}</b></td>${rounds}${then ? was(then, figure.unit, 'td') : ''}</tr>`;
    })
    .join('')}</table></div>
<div class="plots">${plots.join('')}</div></section>`;
}

/** How far the slowest is below the fastest. @param {number[]} all */
const spread = (all) => (all.length === 0 ? 0 : 1 - Math.min(...all) / Math.max(...all));
