const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [720, 400, 70, 50, 40, 24];

/**
 * Reservations per second by cores, as an SVG picture for light and dark pages.
 * @param {{ count: number, perSecond: number, limit: string }[]} points by rising number of cores
 * @param {string} what
 */
export function drawThroughput(points, what) {
  const most = Math.max(...points.map(({ perSecond }) => perSecond)) * 1.1;
  const [least, largest] = [Math.log2(points[0]?.count ?? 1), Math.log2(points.at(-1)?.count ?? 1)];
  const x = (/** @type {number} */ count) =>
    LEFT + ((Math.log2(count) - least) / (largest - least || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (/** @type {number} */ perSecond) => HEIGHT - BOTTOM - (perSecond / most) * (HEIGHT - BOTTOM - TOP);
  const line = points.map(({ count, perSecond }) => `${x(count).toFixed(1)},${y(perSecond).toFixed(1)}`).join(' ');
  const step = 10 ** Math.floor(Math.log10(most)) / (most / 10 ** Math.floor(Math.log10(most)) < 3 ? 2 : 1);
  const marks = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Reservations per second by cores, ${what}">
<style>
  text { font: 13px system-ui, sans-serif; fill: #57534e } .grid { stroke: #d6d3d1 } .line { fill: none; stroke: #b45309; stroke-width: 2.5 } circle { fill: #b45309 }
  @media (prefers-color-scheme: dark) { text { fill: #a8a29e } .grid { stroke: #44403c } .line { stroke: #fbbf24 } circle { fill: #fbbf24 } }
</style>
<text x="${LEFT}" y="22">reservations per second, ${what}</text>
${marks.map((mark) => `<path class="grid" d="M${LEFT} ${y(mark).toFixed(1)}H${WIDTH - RIGHT}"/><text x="${LEFT - 10}" y="${(y(mark) + 4).toFixed(1)}" text-anchor="end">${mark}</text>`).join('\n')}
<polyline class="line" points="${line}"/>
${points.map(({ count, perSecond, limit }) => `<circle cx="${x(count).toFixed(1)}" cy="${y(perSecond).toFixed(1)}" r="4"><title>${perSecond.toFixed(0)}/s, limited by ${limit}</title></circle><text x="${x(count).toFixed(1)}" y="${HEIGHT - 28}" text-anchor="middle">${count}</text>`).join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">cores</text>
</svg>
`;
}
