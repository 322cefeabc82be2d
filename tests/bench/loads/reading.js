import { ofStack } from '../measure/at-rest.js';

/**
 * Reads one address at a time, and reports how many answers a second each gives.
 *
 * @param {import('../bench.js').Bench} bench
 * @param {Record<string, { origin: string, path: string, connections: number, holds: string }>} addresses `holds`: text that a right answer contains
 * @param {string[]} headers names and values in turn
 * @returns {Promise<import('./index.js').Measured>}
 */
export async function readEach(bench, addresses, headers) {
  /** @type {string[]} */
  const wrong = [];
  /** @type {Record<string, number>} */
  const figures = {};
  /** @type {Record<string, import('../measure/latency.js').Latency>} */
  const latency = {};
  for (const [name, { origin, path, connections, holds }] of Object.entries(addresses)) {
    bench.note(name);
    const pairs = Array.from({ length: headers.length / 2 }, (_, n) => headers.slice(2 * n, 2 * n + 2));
    const answer = await fetch(origin + path, { headers: Object.fromEntries(pairs) });
    const text = await answer.text();
    if (answer.status !== 200) wrong.push(`${path} was answered ${answer.status}`);
    if (!text.includes(holds)) wrong.push(`${path} has no "${holds}" in it`);
    const how = { closedForMs: bench.pick(10_000, 2_500), warmUpMs: 1_000 };
    const { result, processor } = await bench.follow(
      () => bench.send({ origin, connections, recipe: 'get', params: { paths: [path], headers }, how }, wrong),
      wrong,
    );
    if (result.answers[200] !== result.visits) wrong.push(`${path}: ${JSON.stringify(result.answers)}`);
    figures[name] = bench.ofEcho(result.perSecond);
    figures[`${name}PerSecond`] = result.perSecond;
    figures[`${name}Cost`] = ofStack(processor) / result.visits;
    figures[`${name}Kb`] = result.bytes / result.visits / 1_000;
    latency[name] = result.latency;
  }
  return { figures, latency, wrong };
}

/** @param {Record<string, { label: string, target: number }>} what @returns {Record<string, import('./index.js').Figure>} */
export const readingFigures = (what) =>
  Object.fromEntries(
    Object.entries(what).flatMap(([name, { label, target }]) => [
      [name, { label, unit: /** @type {const} */ ('of echo'), better: /** @type {const} */ ('more'), target }],
      [
        `${name}PerSecond`,
        { label: `${label}, a second`, unit: /** @type {const} */ ('/s'), better: /** @type {const} */ ('more') },
      ],
      [
        `${name}Cost`,
        {
          label: `${label}, processor time of each`,
          unit: /** @type {const} */ ('ms'),
          better: /** @type {const} */ ('less'),
        },
      ],
      [
        `${name}Kb`,
        { label: `${label}, kB on the wire`, unit: /** @type {const} */ (''), better: /** @type {const} */ ('less') },
      ],
    ]),
  );
