import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../local/base/problem.js';
import { ROOT } from '../local/options.js';
import { drawLines } from './draw.js';
import { sell } from './market.js';
import * as tables from './tables.js';

/**
 * What `bin/scale measure` writes, and docs/scale/costs.json.
 * @typedef {{ from: string, cores: number, costs: import('./costs.js').Costs, measured?: tables.Compared[] }} Measured
 */

/** What was measured on this machine. */
export const OWN_COSTS = join(ROOT, 'artefacts/scale.json');
const KEPT_COSTS = join(ROOT, 'docs/scale/costs.json');
const PAGE = join(ROOT, 'docs/scale.md');

/** What was measured on this machine, or else what the docs have. @returns {Measured} */
function readCosts() {
  const file = existsSync(OWN_COSTS) ? OWN_COSTS : KEPT_COSTS;
  const read = JSON.parse(readFileSync(file, 'utf8'));
  if (read.costs?.group && read.costs.follows) return read;
  throw new Problem(`${file} lacks costs that are needed here: run bin/scale measure again, or delete it.`);
}

/** Writes all that docs/scale.md says of measurements and simulations anew, and its plot. */
export function writeDocs() {
  const { from, cores, costs, measured = [] } = readCosts();
  const byReplicas = tables.byReplicas(costs);
  const byPrimary = tables.byPrimary(costs);
  const page = fill(readFileSync(PAGE, 'utf8'), {
    answer: tables.answer(byReplicas, byPrimary),
    costs: `On ${cores} cores (${from}). ${tables.inShort(costs)}\n\n${tables.costTable(costs)}`,
    compared: tables.comparedTable(measured),
    machine: tables.machineTable(costs),
    standby: tables.standbyTable(costs),
    replicas: tables.replicaTable(byReplicas),
    purchases: tables.purchaseTable(byPrimary),
    onlookers: tables.onlookerTable(costs),
    pages: tables.pageTable(costs),
  });
  const plot = drawLines({
    title: 'Reservations per second: one primary, a standby 3 ms away',
    below: 'processes of orders',
    lines: tables.LINES.map(({ name }, index) => ({
      name,
      points: byReplicas.flatMap(({ replicas, outcomes }) => {
        const outcome = outcomes[index];
        return outcome
          ? [
              {
                x: replicas,
                y: outcome.perSecond,
                hint: `${tables.round(outcome.perSecond)}/s, limited by ${outcome.limit}`,
              },
            ]
          : [];
      }),
    })),
  });
  writeFileSync(PAGE, page);
  writeFileSync(join(ROOT, 'docs/images/scale.svg'), plot);
  writeFileSync(KEPT_COSTS, `${JSON.stringify({ from, cores, costs, measured }, null, 2)}\n`);
  console.log('docs/scale.md, docs/images/scale.svg and docs/scale/costs.json are written.');
}

/**
 * Puts each text between the comments that name it.
 * @param {string} page
 * @param {Record<string, string>} texts
 */
export function fill(page, texts) {
  return Object.entries(texts).reduce((filled, [name, text]) => {
    const place = new RegExp(`(<!-- simulated: ${name} -->\n)[^]*?(<!-- end -->)`);
    if (!place.test(filled)) throw new Problem(`docs/scale.md has no place for ${name}.`);
    return filled.replace(place, (_, before, after) => `${before}${text}\n${after}`);
  }, page);
}

/**
 * Prints what setups would do, and how long a sale takes.
 * @param {import('./market.js').Setup[]} setups
 * @param {{ tickets: number, buyers: number }} sale
 */
export function showPlan(setups, { tickets, buyers }) {
  const { from, costs } = readCosts();
  console.log(`Costs: ${from}. ${tickets.toLocaleString('en')} tickets, ${buyers.toLocaleString('en')} buyers.\n`);
  console.log(
    '  cores  processes  listings  a second  95 % within  in a group  cores at work  sold after  what limits',
  );
  for (const setup of setups) {
    const { perSecond, p95Ms, group, primary, others, limit, late } = sell(costs, setup);
    const cells = [
      String(setup.cores ?? setup.primary).padStart(7),
      String(setup.replicas).padStart(10),
      String(setup.listings).padStart(9),
      perSecond.toFixed(0).padStart(9),
      `${p95Ms.toFixed(0)} ms`.padStart(12),
      group.toFixed(0).padStart(11),
      (setup.cores ? primary.toFixed(1) : `${primary.toFixed(1)} + ${others.toFixed(1)}`).padStart(14),
      `${(tickets / perSecond).toFixed(0)} s`.padStart(11),
      ` ${limit}${late.length > 0 ? `; late: ${late.join(', ')}` : ''}`,
    ];
    console.log(cells.join(' '));
  }
  console.log(`\nOf the buyers ${Math.max(0, buyers - tickets).toLocaleString('en')} are told that it is sold out.`);
}
