import { inDigits } from './words.js';

/** Text as it may stand in a page. @param {unknown} text */
export const safe = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '');

/** @param {number} index */
export const colour = (index) => `var(--s${index % 12})`;

const between = (/** @type {number} */ low, /** @type {number} */ value, /** @type {number} */ high) =>
  Math.min(Math.max(value, low), high);

/**
 * A figure against its target on a logarithmic scale: further right is better, the line is the target, and the ring is the earlier
 * value.
 * @param {import('./summarize.js').FigureReport} figure
 * @param {number} [before]
 */
export function targetBar({ median, target = 1, better, reached, label }, before) {
  const [WIDTH, LEFT, RIGHT] = [352, -2, 1.3];
  /** A figure that could not be measured (null, once it was saved) is drawn at the far left. @param {number | null} value */
  const times = (value) => {
    if (value === null || Number.isNaN(value)) return 10 ** LEFT;
    return Math.max(better === 'more' ? value / target : target / Math.max(value, 1e-9), 1e-9);
  };
  const x = (/** @type {number} */ value) =>
    8 + ((between(LEFT, Math.log10(times(value)), RIGHT) - LEFT) / (RIGHT - LEFT)) * (WIDTH - 16);
  const ink = reached ? 'var(--done)' : 'var(--near)';
  const at = x(median);
  return `<svg viewBox="0 0 ${WIDTH} 22" preserveAspectRatio="none" role="img" aria-label="${safe(label)}: ${inDigits(times(median))} times the target">
<line x1="8" x2="${WIDTH - 8}" y1="11" y2="11" stroke="var(--sunken)" stroke-width="8" stroke-linecap="round"/>
<line x1="8" x2="${at}" y1="11" y2="11" stroke="${ink}" stroke-width="8" stroke-linecap="round"/>
<line x1="${x(target)}" x2="${x(target)}" y1="1" y2="21" stroke="var(--ink)" stroke-width="2"/>
${before === undefined ? '' : `<circle cx="${x(before)}" cy="11" r="5" fill="var(--surface)" stroke="var(--muted)" stroke-width="2"/>`}</svg>`;
}

/** @typedef {{ name: string, latency: import('../measure/latency.js').Latency, earlier?: boolean, index: number }} Curve */

/**
 * Latency by percentile. Both axes are logarithmic, because queues show in the tail.
 * @param {Curve[]} curves those of an earlier report are dashed
 */
export function latencyPlot(curves) {
  const drawn = curves.filter(({ latency }) => latency.points.length > 0);
  if (drawn.length === 0) return '';
  const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [480, 240, 54, 24, 10];
  const all = drawn.flatMap(({ latency }) => latency.points.map(([, ms]) => Math.max(ms, 0.05)));
  const low = Math.floor(Math.log10(Math.min(...all)));
  const high = Math.max(Math.ceil(Math.log10(Math.max(...all))), low + 1);
  /** 50 % and 90 %, 99 % and 99.9 % are as far from each other. @param {number} percentile */
  const depth = (percentile) => -Math.log10(1 - Math.min(percentile, 99.995) / 100);
  const x = (/** @type {number} */ percentile) => LEFT + (depth(percentile) / depth(100)) * (WIDTH - LEFT - 12);
  const y = (/** @type {number} */ ms) =>
    HEIGHT - BOTTOM - ((Math.log10(Math.max(ms, 0.05)) - low) / (high - low)) * (HEIGHT - BOTTOM - TOP);
  const lines = Array.from({ length: high - low + 1 }, (_, n) => 10 ** (low + n));
  const marks = [50, 90, 99, 99.9, 99.99];
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" role="img" aria-label="Latency by percentile">
${lines.map((ms) => `<line class="grid" x1="${LEFT}" x2="${WIDTH - 12}" y1="${y(ms)}" y2="${y(ms)}"/><text x="${LEFT - 6}" y="${y(ms) + 4}" text-anchor="end">${ms >= 1_000 ? `${ms / 1_000} s` : `${inDigits(ms)} ms`}</text>`).join('')}
${marks.map((mark) => `<line class="grid" x1="${x(mark)}" x2="${x(mark)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/><text x="${x(mark)}" y="${HEIGHT - 6}" text-anchor="middle">${mark} %</text>`).join('')}
${drawn
  .map(({ latency, index, earlier }) => {
    const points = latency.points.map(([percentile, ms]) => `${x(percentile).toFixed(1)},${y(ms).toFixed(1)}`);
    return `<polyline class="curve" points="${points.join(' ')}" stroke="${colour(index)}"${earlier ? ' stroke-dasharray="4 4" opacity=".7"' : ''}/>`;
  })
  .join('')}</svg>
<ul class="legend">${drawn
    .filter(({ earlier }) => !earlier)
    .map(({ name, index }) => `<li><i style="background:${colour(index)}"></i>${safe(name)}</li>`)
    .join('')}${drawn.some(({ earlier }) => earlier) ? '<li>dashed: before</li>' : ''}</ul>`;
}

/** The order in which parts are drawn, so that each has the same colour in every plot. */
const PARTS = [
  'postgres',
  'orders',
  'tickets',
  'payments',
  'notifications',
  'audit',
  'expiration',
  'auth',
  'nats',
  'redis',
  'nginx',
  'client',
];
/** Processes that are not part of Frontrow. */
const BESIDE = ['sandbox', 'generator', 'echo', 'echo-nginx', 'bench', 'kernel'];

/**
 * Processor time of one unit of work, by part.
 * @param {Record<string, number>} costs in ms
 * @param {string} unit
 */
export function costPlot(costs, unit) {
  const byPart = new Map();
  for (const [name, ms] of Object.entries(costs)) {
    const part = name.replace(/-\d+$/, '');
    byPart.set(part, (byPart.get(part) ?? 0) + ms);
  }
  const ours = PARTS.flatMap((part, index) => (byPart.get(part) > 0 ? [{ part, ms: byPart.get(part), index }] : []));
  const total = ours.reduce((sum, { ms }) => sum + ms, 0);
  const beside = BESIDE.flatMap((part) =>
    byPart.get(part) > 0 ? [`${part} <b>${inDigits(byPart.get(part))}</b>`] : [],
  );
  if (total === 0) return '';
  const WIDTH = 480;
  let x = 0;
  const bars = ours.map(({ part, ms, index }) => {
    const width = (ms / total) * WIDTH;
    x += width;
    return `<rect x="${(x - width).toFixed(1)}" y="0" width="${Math.max(width - 1, 0.5).toFixed(1)}" height="28" fill="${colour(index)}"><title>${part}: ${inDigits(ms)} ms</title></rect>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} 28" width="100%" height="28" preserveAspectRatio="none" role="img" aria-label="Processor time by part">${bars.join('')}</svg>
<ul class="legend"><li><b>${inDigits(total)} ms a ${safe(unit)}</b></li>${ours
    .toSorted((a, b) => b.ms - a.ms)
    .map(({ part, ms, index }) => `<li><i style="background:${colour(index)}"></i>${part} <b>${inDigits(ms)}</b></li>`)
    .join(
      '',
    )}</ul>${beside.length > 0 ? `<ul class="legend"><li>beside it, in ms: ${beside.join(', ')}</li></ul>` : ''}`;
}
