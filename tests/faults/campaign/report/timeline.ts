import type { InjectedFault } from '../injector.ts';
import type { Stretch } from '../measure.ts';
import { familyOf, rowOf } from './families.ts';
import { clock, rows, safe, time } from './html.ts';

const WIDTH = 1_160;
const LEFT = 128;
const RIGHT = 16;
const ROW = 18;
const CHART = 110;
const GAP = 34;
/** What lasts but a moment must still be seen. */
const THINNEST = 3;

/**
 * The campaign as a picture: what was broken when, row by row; below it orders per second and how long answers took.
 * @param endsAt when the last fault was healed, in ms since the campaign began
 */
export function timeline(faults: InjectedFault[], stretches: Stretch[], endsAt: number): string {
  const names = [...new Set(faults.map(rowOf))].toSorted();
  const x = (ms: number) => LEFT + (Math.min(ms, endsAt) / endsAt) * (WIDTH - LEFT - RIGHT);
  const top = 24;
  const bottom = top + names.length * ROW;
  const [orders, answers] = [bottom + GAP, bottom + 2 * GAP + CHART];
  const height = answers + CHART + 28;

  const bars = rows(faults, (fault) => {
    const y = top + names.indexOf(rowOf(fault)) * ROW + 3;
    const { kind, target, began, healed = endsAt } = fault;
    const width = Math.max(x(healed) - x(began), THINNEST);
    const title = `${kind}, ${target}: at ${clock(began)}, for ${time(healed - began)}${fault.struck ? '' : ' (met nothing)'}`;
    const look = `bar ${familyOf(kind)}${fault.struck ? '' : ' missed'}`;
    return `<rect class="${look}" x="${f(x(began))}" y="${y}" width="${f(width)}" height="${ROW - 6}" rx="3"><title>${safe(title)}</title></rect>`;
  });
  const labels = rows(names, (name) => {
    const y = top + names.indexOf(name) * ROW;
    return `<line class="rule" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y + ROW}" y2="${y + ROW}"/>
      <text class="label" x="${LEFT - 10}" y="${y + 13}" text-anchor="end">${safe(name)}</text>`;
  });
  const ticks = rows(tickTimes(endsAt), (ms) => {
    const at = f(x(ms));
    return `<line class="tick" x1="${at}" x2="${at}" y1="${top}" y2="${height - 24}"/>
      <text class="label" x="${at}" y="${height - 8}" text-anchor="middle">${clock(ms)}</text>`;
  });

  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Faults by what they struck, orders per second and answering times, over the campaign">
    ${ticks}${labels}${bars}
    ${chart('orders per second', stretches, orders, x, [{ look: 'area', of: ({ ordersPerSecond }) => ordersPerSecond }], String)}
    ${chart(
      'answering time',
      stretches,
      answers,
      x,
      [
        { look: 'line faint', of: ({ p95 }) => p95 },
        { look: 'line', of: ({ median }) => median },
      ],
      time,
    )}
  </svg>`;
}

const f = (number: number) => number.toFixed(1);

interface Series {
  look: string;
  of: (stretch: Stretch) => number | undefined;
}

function chart(
  name: string,
  stretches: Stretch[],
  top: number,
  x: (ms: number) => number,
  series: Series[],
  format: (value: number) => string,
) {
  const highest = Math.max(1, ...series.flatMap(({ of }) => stretches.map((stretch) => of(stretch) ?? 0)));
  const y = (value: number) => top + CHART - (value / highest) * (CHART - 12);
  const lines = rows(series, ({ look, of }) => {
    const points = stretches.map((stretch) => `${f(x(stretch.at))} ${f(y(of(stretch) ?? 0))}`);
    const [first, last] = [x(stretches[0]?.at ?? 0), x(stretches.at(-1)?.at ?? 0)];
    const close = look === 'area' ? ` L${f(last)} ${top + CHART} L${f(first)} ${top + CHART} Z` : '';
    return `<path class="${look}" d="M${points.join(' L')}${close}"/>`;
  });
  return `<text class="label strong" x="${LEFT}" y="${top - 2}">${name}</text>
    <text class="label" x="${LEFT - 10}" y="${top + 16}" text-anchor="end">${safe(format(Math.round(highest)))}</text>
    <text class="label" x="${LEFT - 10}" y="${top + CHART}" text-anchor="end">0</text>
    <line class="rule" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${top + CHART}" y2="${top + CHART}"/>${lines}`;
}

/** Whole minutes, or parts of one when the campaign was short: about ten of them. */
function tickTimes(endsAt: number): number[] {
  const steps = [5, 10, 15, 30, 60, 120, 300, 600].map((seconds) => seconds * 1_000);
  const step = steps.find((ms) => endsAt / ms <= 12) ?? 900_000;
  return Array.from({ length: Math.floor(endsAt / step) + 1 }, (_, index) => index * step);
}
