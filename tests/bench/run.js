import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as explain } from '../../infra/local/base/problem.js';
import { createProgress, elapsed } from '../../infra/local/base/progress.js';
import { stopSignal } from '../../infra/local/base/stop-signals.js';
import { ROOT } from '../../infra/local/options.js';
import { ENGINES } from '../../infra/local/prepare/find-engines.js';
import { prepare } from '../../infra/local/prepare/prepare.js';
import { commit, coresOfOthers, machine } from './measure/machine.js';
import { median } from './measure/median.js';
import { drawReport } from './report/page.js';
import { readReport } from './report/read.js';
import { summarize } from './report/summarize.js';
import { tell, tellRound } from './report/tell.js';
import { findingsOf, onStack } from './stack/start.js';

/** If other programs use more cores than this, figures are unreliable. */
const BUSY = 0.2;

/**
 * Measures, writes the report and prints the result.
 * @param {ReturnType<typeof import('./options.js').parseBenchOptions>} options
 * @returns {Promise<boolean>} whether all was right
 */
export async function runBench(options) {
  const since = performance.now();
  const { loads, against } = options;
  const before = against === undefined ? undefined : readReport(against);
  const progress = createProgress();
  const signal = stopSignal(() => process.exit(130));
  const artefacts = join(ROOT, 'artefacts');
  const folder = join(artefacts, 'bench');
  const ready = prepare({ root: ROOT, logs: join(artefacts, 'logs'), packages: ENGINES, progress, signal });
  await Promise.all([ready.engines(), ready.client()]);
  const busyCores = await progress.step('see whether the machine is idle', () => coresOfOthers(signal));
  if (busyCores > BUSY) {
    progress.say(`  ! other programs keep ${busyCores.toFixed(1)} cores busy: this run's figures are unreliable`);
  }

  /** @type {Map<string, import('./loads/index.js').Measured[]>} */
  const measured = new Map(loads.map(({ name }) => [name, []]));
  /** @type {number[]} */
  const echoes = [];
  const about = { at: new Date().toISOString(), commit: commit() };
  let postgres = '';
  const report = () => ({
    version: /** @type {const} */ (1),
    ...about,
    machine: { ...machine(postgres), busyCores },
    options: { quick: options.quick, rounds: options.rounds },
    echo: { median: median(echoes), all: echoes },
    loads: loads.flatMap((load) => {
      const rounds = measured.get(load.name) ?? [];
      return rounds.length > 0 ? [summarize(load, rounds)] : [];
    }),
  });
  const write = () => {
    mkdirSync(folder, { recursive: true }); // bin/test may have cleared artefacts/ meanwhile
    writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report(), null, 2)}\n`);
    writeFileSync(join(folder, 'report.html'), drawReport(report(), before));
  };

  /** @param {import('./loads/index.js').Load[]} some @param {number} rounds */
  async function measure(some, rounds) {
    await onStack(options, progress, signal, async (bench) => {
      const [row] = await bench.databases.query('orders', 'show server_version');
      postgres = row.server_version;
      await warmUp(bench, progress);
      for (let round = 1; round <= rounds; round++) {
        if (rounds > 1) progress.say(`\n  round ${round} of ${rounds}`);
        for (const load of some) {
          const result = await measureLoad(load, bench, progress, echoes);
          measured.get(load.name)?.push(result);
          tellRound(load, result, progress.say);
          write();
        }
      }
      const last = some.at(-1);
      if (last)
        measured
          .get(last.name)
          ?.at(-1)
          ?.wrong.push(...(await findingsOf(bench)));
    });
  }

  const ordinary = loads.filter(({ once }) => !once);
  try {
    if (ordinary.length > 0) await measure(ordinary, options.rounds);
    for (const load of loads.filter(({ once }) => once)) await measure([load], 1);
  } finally {
    write();
  }
  const whole = report();
  progress.say(`\n${tell(whole, before)}\n  after ${elapsed(since)}; artefacts/bench/report.html shows it\n`);
  return whole.loads.every(({ wrong }) => wrong.length === 0);
}

/** Exercises the main paths once, so that nothing is compiled or connected during a measurement. @param {import('./bench.js').Bench} bench @param {import('../../infra/local/base/progress.js').Progress} progress */
const warmUp = (bench, { step }) =>
  step('warm up', async (note) => {
    bench.noteBy(note);
    const listings = [await bench.sell()];
    /** @type {string[]} */
    const ignored = [];
    const buys = { recipe: 'purchase', params: { listings }, how: { closedForMs: bench.pick(8_000, 3_000) } };
    await bench.send({ origin: bench.url, connections: 16, ...buys }, ignored);
    const looks = { recipe: 'get', params: { paths: ['/', '/api/tickets', `/tickets/${listings[0]}`] } };
    await bench.send(
      { origin: bench.url, connections: 8, ...looks, how: { closedForMs: bench.pick(5_000, 2_000) } },
      ignored,
    );
    await bench.drained();
  });

/**
 * Measures a load. A load that fails is noted as wrong and does not keep the others from being measured.
 * @param {import('./loads/index.js').Load} load
 * @param {import('./bench.js').Bench} bench
 * @param {import('../../infra/local/base/progress.js').Progress} progress
 * @param {number[]} echoes
 * @returns {Promise<import('./loads/index.js').Measured>}
 */
const measureLoad = (load, bench, { step }, echoes) =>
  step(
    load.name,
    async (note) => {
      bench.noteBy(note);
      try {
        await bench.drained();
        if (Number.isNaN(bench.echo.perSecond)) await bench.measureEcho();
        const before = bench.echo.perSecond;
        const measured = await load.run(bench);
        await bench.drained();
        const echo = (before + (await bench.measureEcho())) / 2;
        echoes.push(echo);
        return { ...measured, figures: byEcho(load, measured.figures, echo / before) };
      } catch (error) {
        bench.signal.throwIfAborted();
        return { figures: {}, wrong: [`it could not be measured: ${explain(error)}`] };
      } finally {
        note('');
      }
    },
    ({ wrong }) => wrong.length === 0,
  );

/**
 * A shared machine speeds up and slows down, so a load is compared with the mean of the echo route before and after it.
 * @param {import('./loads/index.js').Load} load
 * @param {Record<string, number>} figures by the echo route before it
 * @param {number} times what that mean is of the echo route before it
 */
const byEcho = (load, figures, times) =>
  Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, load.figures[key]?.unit === 'of echo' ? value / times : value]),
  );
