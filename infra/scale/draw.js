const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [800, 460, 76, 62, 58, 200];
/** Labels of lines that end close to each other are moved apart. */
const LABEL_HEIGHT = 34;

/**
 * Lines over logarithmic scales as an SVG picture, for light and dark pages. Each line is named where it ends.
 * @param {{ title: string, below: string, lines: { name: string, points: { x: number, y: number, hint: string }[] }[] }} plot
 *   the points of each line by rising x
 */
export function drawLines({ title, below, lines }) {
  const all = lines.flatMap(({ points }) => points);
  const [least, most] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  const [bottom, top] = [Math.floor(Math.log10(least) * 2) / 2, Math.ceil(Math.log10(most) * 2) / 2];
  const [first, last] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const x = (/** @type {number} */ at) =>
    LEFT + (Math.log2(at / first) / (Math.log2(last / first) || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (/** @type {number} */ value) =>
    HEIGHT - BOTTOM - ((Math.log10(value) - bottom) / (top - bottom || 1)) * (HEIGHT - BOTTOM - TOP);
  const marks = [1, 2, 5]
    .flatMap((digit) => Array.from({ length: 7 }, (_, power) => digit * 10 ** power))
    .filter((mark) => Math.log10(mark) >= bottom - 1e-9 && Math.log10(mark) <= top + 1e-9);
  const ends = lines
    .map(({ points }, index) => ({ index, at: y(points.at(-1)?.y ?? 1) }))
    .sort((one, other) => one.at - other.at);
  ends.forEach((end, n) => {
    const before = ends[n - 1];
    if (before) end.at = Math.max(end.at, before.at + LABEL_HEIGHT);
  });
  const steps = [...new Set(all.map((point) => point.x))];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<style>
  text { font: 14px system-ui, sans-serif; fill: #44403c } .title { font-size: 16px; font-weight: 600 } .grid { stroke: #e7e5e4 } .line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
  .c0 { --ink: #a50f35 } .c1 { --ink: #1f6fb2 } .c2 { --ink: #8a5a00 } .c3 { --ink: #14724a }
  .line { stroke: var(--ink) } circle { fill: var(--ink) } .name { fill: var(--ink); font-weight: 600 }
  @media (prefers-color-scheme: dark) { text { fill: #d6d3d1 } .grid { stroke: #44403c } .c0 { --ink: #ff94a9 } .c1 { --ink: #7cc0f5 } .c2 { --ink: #f2c14e } .c3 { --ink: #6fe0a3 } }
</style>
<text class="title" x="${LEFT}" y="26">${title}</text>
${marks.map((mark) => `<path class="grid" d="M${LEFT} ${y(mark).toFixed(1)}H${WIDTH - RIGHT}"/><text x="${LEFT - 10}" y="${(y(mark) + 5).toFixed(1)}" text-anchor="end">${mark.toLocaleString('en')}</text>`).join('\n')}
${steps.map((step) => `<text x="${x(step).toFixed(1)}" y="${HEIGHT - 38}" text-anchor="middle">${step}</text>`).join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${below}</text>
${lines
  .map(
    (
      { points },
      index,
    ) => `<g class="c${index}"><polyline class="line" points="${points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(' ')}"/>
${points.map((point) => `<circle cx="${x(point.x).toFixed(1)}" cy="${y(point.y).toFixed(1)}" r="4"><title>${point.hint}</title></circle>`).join('\n')}</g>`,
  )
  .join('\n')}
${ends.map(({ index, at }) => `<g class="c${index}">${label(lines[index]?.name ?? '', at)}</g>`).join('\n')}
</svg>
`;
}

/** In two lines where there is a comma. @param {string} name @param {number} at */
function label(name, at) {
  const [first = '', second] = name.split(', ');
  const text = (/** @type {string} */ words, /** @type {number} */ y) =>
    `<text class="name" x="${WIDTH - RIGHT + 12}" y="${y.toFixed(1)}">${words}</text>`;
  return second ? text(first, at) + text(second, at + 16) : text(first, at + 5);
}
