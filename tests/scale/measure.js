import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createProgress, elapsed } from '../../infra/local/base/progress.js';
import { stopSignal } from '../../infra/local/base/stop-signals.js';
import { ROOT } from '../../infra/local/options.js';
import { ENGINES } from '../../infra/local/prepare/find-engines.js';
import { prepare } from '../../infra/local/prepare/prepare.js';
import { totalOf } from '../../infra/scale/costs.js';
import { sell } from '../../infra/scale/market.js';
import { OWN_COSTS } from '../../infra/scale/plan.js';
import { commit, coresOfOthers } from '../bench/measure/machine.js';
import { median } from '../bench/measure/median.js';
import { findingsOf, onStack } from '../bench/stack/start.js';
import { costsOf, medians } from './costs.js';
import { LOADS, measureRound } from './round.js';

/** How far the simulation may be from what is measured. */
const AGREES_WITHIN = 0.2;
/** A shared machine is faster now and slower then: a load is compared with costs of the same round, and the median tells. */
const ROUNDS = 3;

/** Measures costs, and compares loads with the simulation. @returns {Promise<boolean>} whether all was right and they agree */
export async function measureScale() {
  const since = performance.now();
  const progress = createProgress();
  const { say, step } = progress;
  const signal = stopSignal(() => process.exit(130));
  const artefacts = join(ROOT, 'artefacts');
  const ready = prepare({ root: ROOT, logs: join(artefacts, 'logs'), packages: ENGINES, progress, signal });
  await Promise.all([ready.engines(), ready.client()]);
  const others = await step('see whether the machine is idle', () => coresOfOthers(signal));
  if (others > 0.2) say(`  ! other programs keep ${others.toFixed(1)} cores busy: these costs are unreliable`);

  const about = `measured at ${commit()} on ${new Date().toISOString().slice(0, 10)}`;
  const cores = availableParallelism();
  /** @type {string[]} */
  const wrong = [];
  /** @type {{ costs: import('../../infra/scale/costs.js').Costs, loads: { perSecond: number, simulated: number }[] }[]} */
  const rounds = [];
  const dir = join(ROOT, '.frontrow/scale');
  await onStack({ dir, quick: false, rounds: ROUNDS, minutes: 0 }, progress, signal, async (bench) => {
    await step('warm up', async (note) => {
      bench.noteBy(note);
      const listings = [await bench.sell()];
      const how = { closedForMs: 8_000 };
      await bench.send({ origin: bench.url, connections: 64, recipe: 'purchase', params: { listings }, how }, wrong);
      await bench.drained();
    });
    for (let round = 1; round <= ROUNDS; round++) {
      const label = `round ${round} of ${ROUNDS}`;
      const measured = await step(label, (note) => {
        bench.noteBy(() => {});
        return measureRound(bench, note, wrong);
      });
      const costs = costsOf(measured.round);
      const loads = LOADS.map((load, index) => ({
        perSecond: measured.perSecond[index] ?? Number.NaN,
        simulated: sell(costs, { cores, generator: true, ...load }).perSecond,
      }));
      rounds.push({ costs, loads });
      say(
        `      a reservation costs ${totalOf(costs, 1).toFixed(2)} ms alone, ${totalOf(costs, 64).toFixed(2)} ms of 64 together`,
      );
    }
    wrong.push(...(await findingsOf(bench)));
  });

  const measured = LOADS.map((load, index) => {
    const own = rounds.flatMap(({ loads }) => loads[index] ?? []);
    return {
      ...load,
      perSecond: median(own.map(({ perSecond }) => perSecond)),
      simulated: median(own.map(({ simulated }) => simulated)),
      ratio: median(own.map(({ perSecond, simulated }) => simulated / perSecond)),
    };
  });
  const costs = medians(rounds.map((round) => round.costs));
  mkdirSync(artefacts, { recursive: true });
  writeFileSync(OWN_COSTS, `${JSON.stringify({ from: about, cores, costs, measured, rounds }, null, 2)}\n`);

  say('');
  for (const { clients, listings, perSecond, simulated, ratio } of measured) {
    const mark = Math.abs(ratio - 1) <= AGREES_WITHIN ? '✓' : '✗';
    say(
      `  ${mark} ${clients} clients, ${listings} listings: ${perSecond.toFixed(0)}/s, simulated ${simulated.toFixed(0)}/s; ` +
        `round by round ${ratio.toFixed(2)} times as many`,
    );
  }
  for (const what of wrong) say(`  ✗ ${what}`);
  say(`\n  after ${elapsed(since)}; artefacts/scale.json has it, bin/scale simulate writes the docs from it\n`);
  return wrong.length === 0 && measured.every(({ ratio }) => Math.abs(ratio - 1) <= AGREES_WITHIN);
}
