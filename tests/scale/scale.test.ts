import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { byLoad, type Costs, type Load, MEASURED_AT, reservation, sumOf } from '../../infra/scale/costs.js';
import { simulate } from '../../infra/scale/simulation.js';
import { report, tell } from '../system/support/instance.ts';
import { costOfOne, measureSingles, median, medianOf } from './costs.ts';
import { followedThrough, load } from './load.ts';

const CORES = Number(process.env.CORES);
/** What the issue promises. */
const AGREES_WITHIN = 0.2;
/** The loads to compare; costs are taken next to the ones that they are closest to. */
const LOADS: (Load & { near?: keyof typeof MEASURED_AT })[] = [
  { clients: 1, listings: 40, near: 'alone' },
  { clients: 4, listings: 40 },
  { clients: 16, listings: 40, near: 'together' },
  { clients: 64, listings: 40 },
  { clients: 16, listings: 1, near: 'queueing' },
  { clients: 64, listings: 1, near: 'crowding' },
];
/** A shared machine is faster now and slower then: a load is compared with costs of the same round, and the median tells. */
const ROUNDS = 5;

/** Reservations a second. */
interface Compared {
  perSecond: number;
  simulated: number;
}

/** Measures every load once, and simulates it with the costs of the same minute. */
async function compareOnce(): Promise<{ costs: Costs; loads: Compared[] }> {
  const costs: Costs = { ...(await measureSingles()), cpuMs: byLoad(() => ({})) };
  const found: number[] = [];
  for (const { near, ...how } of LOADS) {
    found.push(await throughputOf(how));
    if (near) costs.cpuMs[near] = await costOfOne(MEASURED_AT[near], costs.idleCores);
  }
  const loads = LOADS.map(({ clients, listings }, index) => {
    const journey = reservation(costs, { clients, listings }, CORES);
    const simulated = simulate({ servers: { core: CORES }, journey, clients, forMs: 60_000 });
    return { perSecond: found[index]!, simulated: simulated.perSecond };
  });
  return { costs, loads };
}

/** How many reservations a second come of a load once it is under way. */
async function throughputOf(how: Load): Promise<number> {
  const [WARM_UP_MS, END_MS] = [3_000, 13_000]; // connections are opened for it first
  const start = performance.now();
  const answered = await load(how, () => performance.now() > start + END_MS);
  await followedThrough();
  const counted = answered.filter(({ at }) => at >= start + WARM_UP_MS && at < start + END_MS);
  return (counted.length / (END_MS - WARM_UP_MS)) * 1_000;
}

test('the simulation says what is measured, from the costs of single reservations', async () => {
  await load(MEASURED_AT.together, (done) => done >= 1_500); // what is compiled at first use is compiled
  await followedThrough();
  const rounds: { costs: Costs; loads: Compared[] }[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    tell(`round ${round} of ${ROUNDS}`);
    rounds.push(await compareOnce());
  }

  const costs = medianOf(rounds.map((round) => round.costs));
  const { answerMs, idleCores, cpuMs } = costs;
  report(`scale: ${idleCores.toFixed(2)} cores are at work at rest; an answer takes ${answerMs.toFixed(1)} ms`);
  for (const [how, parts] of Object.entries(cpuMs)) report(`scale: ${how}, one costs ${sumOf(parts).toFixed(1)} ms`);
  const measured = LOADS.map(({ clients, listings }, index) => {
    const own = rounds.map(({ loads }) => loads[index]!);
    const of = (number: (compared: Compared) => number) => median(own.map(number));
    const perSecond = of((compared) => compared.perSecond);
    const simulated = of((compared) => compared.simulated);
    const ratio = of((compared) => compared.simulated / compared.perSecond);
    report(
      `scale: clients ${clients}, listings ${listings}: ${perSecond.toFixed(0)} reservations/s, ` +
        `simulated ${simulated.toFixed(0)}/s; round by round ${ratio.toFixed(2)} times as many`,
    );
    return { clients, listings, perSecond, simulated, ratio };
  });

  const file = join(process.env.ARTEFACTS!, 'scale.json');
  writeFileSync(file, `${JSON.stringify({ cores: CORES, costs, measured, rounds }, null, 2)}\n`);
  for (const { clients, listings, ratio } of measured) {
    const off = Math.abs(ratio - 1);
    expect({ clients, listings, agrees: off <= AGREES_WITHIN, off }).toMatchObject({ agrees: true });
  }
}, 1_700_000);
