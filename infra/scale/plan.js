import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../local/base/problem.js';
import { ROOT } from '../local/options.js';
import { byLoad, MEASURED_AT, reservation } from './costs.js';
import { drawThroughput } from './draw.js';
import { simulate } from './simulation.js';

/**
 * @typedef {object} Question
 * @property {number[]} cores the machines to try
 * @property {number} clients that the waiting room lets in at a time
 * @property {number} listings
 * @property {number} tickets
 * @property {number} buyers
 */

/** What was measured on this machine, or else what the docs have. @returns {{ from: string, costs: import('./costs.js').Costs }} */
function readCosts() {
  const own = join(ROOT, 'artefacts/scale.json');
  const file = existsSync(own) ? own : join(ROOT, 'docs/scale/costs.json');
  const { costs } = JSON.parse(readFileSync(file, 'utf8'));
  const from = file.replace(`${ROOT}/`, '');
  if (!Object.keys(MEASURED_AT).every((load) => costs?.cpuMs?.[load])) {
    throw new Problem(`${from} lacks costs that are needed here: run bin/scale measure again, or delete it.`);
  }
  return { from, costs };
}

/**
 * Tells, for machines with more and more cores, how many reservations they make per second and how long a rush lasts,
 * and draws the first.
 * @param {Question} question
 */
export function showPlan({ cores, clients, listings, tickets, buyers }) {
  const { from, costs } = readCosts();
  const served = { ...costs, cpuMs: byLoad((load) => atHome(costs.cpuMs[load])) };
  const rows = cores.map((count) => {
    const { perSecond, p95Ms, busy } = simulate({
      servers: { core: count },
      journey: reservation(served, { clients, listings }, count),
      clients,
      forMs: 30_000,
    });
    const limit =
      (busy.core ?? 0) > 0.9
        ? 'cores'
        : clients < perSecond * (served.answerMs / 1000) * 2
          ? 'clients let in'
          : 'the lock of a listing';
    return { count, perSecond, p95Ms, busy: busy.core ?? 0, limit };
  });

  const onSale = `${format(listings)} ${listings === 1 ? 'listing' : 'listings'}`;
  console.log(
    `From ${from}; ${clients} of ${format(buyers)} buyers let in at a time, ${onSale}, ${format(tickets)} tickets.\n`,
  );
  console.log(
    '  cores   reservations/s   95 % answered within   cores at work   what limits              sold out after',
  );
  for (const { count, perSecond, p95Ms, busy, limit } of rows) {
    const cells = [
      String(count).padStart(7),
      perSecond.toFixed(0).padStart(16),
      `${p95Ms.toFixed(0)} ms`.padStart(22),
      `${(busy * 100).toFixed(0)} %`.padStart(15),
      `   ${limit.padEnd(24)}`,
      duration(tickets / perSecond),
    ];
    console.log(cells.join(' '));
  }
  mkdirSync(join(ROOT, 'artefacts'), { recursive: true });
  writeFileSync(join(ROOT, 'artefacts/scale.svg'), drawThroughput(rows, onSale));
  console.log(
    `\nOf ${format(buyers)} buyers ${format(Math.max(0, buyers - tickets))} are told that it is sold out. The picture is artefacts/scale.svg.`,
  );
}

/** What stays with us when the buyers' own devices make the load. @param {import('./costs.js').Parts} parts */
const atHome = ({ client: _theirs, ...ours }) => ours;

/** @param {number} number */
const format = (number) => number.toLocaleString('en');

/** @param {number} seconds */
const duration = (seconds) => (seconds < 120 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`);
