import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe as explain, Problem } from '../../infra/local/base/problem.js';
import { createProgress, elapsed } from '../../infra/local/base/progress.js';
import { stopSignal } from '../../infra/local/base/stop-signals.js';
import { ROOT } from '../../infra/local/options.js';
import { ENGINES } from '../../infra/local/prepare/find-engines.js';
import { prepare } from '../../infra/local/prepare/prepare.js';
import { startTestStack } from '../../infra/local/runner/test-environment.js';
import { openBench } from './bench.js';
import { median } from './measure/median.js';
import { busyTime } from './measure/processor-time.js';
import { compare } from './report/compare.js';
import { drawReport } from './report/page.js';
import { summarize } from './report/summarize.js';
import { inWords, targetInWords } from './report/words.js';

/** Holds must not lapse during a run, and buyers and accounts are used many times. Limits per listing stay as they are. @type {Record<string, Record<string, string>>} */
const SETTINGS = {
  orders: { HOLD_SECONDS: '7200', HOLDS_IN_ALL: '1000000' },
  auth: { TRIES_PER_ACCOUNT_AND_ADDRESS: '1000000', TRIES_PER_ACCOUNT: '1000000', TRIES_PER_ADDRESS: '1000000' },
};

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
  const at = new Date().toISOString();
  let postgres = '';
  const report = () => ({
    version: /** @type {const} */ (1),
    at,
    commit: commit(),
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
      for (const wrong of await findingsOf(bench))
        measured
          .get(some[0]?.name ?? '')
          ?.at(-1)
          ?.wrong.push(wrong);
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

/**
 * Starts a stack that holds only the demo market, runs `work` on it, and stops it.
 * @param {{ dir: string, quick: boolean, rounds: number, minutes: number }} options
 * @param {import('../../infra/local/base/progress.js').Progress} progress
 * @param {AbortSignal} signal
 * @param {(bench: import('./bench.js').Bench) => Promise<void>} work
 */
async function onStack({ dir, quick, rounds, minutes }, progress, signal, work) {
  const stateDir = join(dir, 'stack');
  const stack = await startTestStack(stateDir, progress, signal, {
    settings: (_instance, process) => ({ LOG_LEVEL: 'warn', ...SETTINGS[process] }),
  });
  try {
    const url = /** @type {string} */ (stack.env.BASE_URL);
    const bench = await openBench({ stateDir, url, quick, rounds, minutes, signal });
    try {
      await work(bench);
    } finally {
      await bench.close();
    }
  } finally {
    await progress.step('stop everything', () => stack.stop());
  }
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

/** The open findings of the stack's auditor, which has watched the whole run. @param {import('./bench.js').Bench} bench */
async function findingsOf({ databases }) {
  const found = await databases.query(
    'audit',
    'select words, count(*)::int as n from findings where closed_at is null group by words',
  );
  return found.map(({ words, n }) => `the auditor found ${n} times: ${words}`);
}

/** @param {import('./loads/index.js').Load} load @param {import('./loads/index.js').Measured} result @param {(line: string) => void} say */
function tellRound({ figures }, { figures: found, wrong }, say) {
  const words = Object.entries(figures).flatMap(([key, { label, unit }]) =>
    found[key] === undefined || key.endsWith('Kb') || key.endsWith('Cost')
      ? []
      : [`${label} ${inWords(found[key], unit)}`],
  );
  for (const line of wrap(words)) say(`      ${line}`);
  for (const what of wrong) say(`      ✗ ${what}`);
}

/** @param {string[]} words */
function wrap(words) {
  /** @type {string[]} */
  const lines = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 110) lines[lines.length - 1] = `${last} · ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The targets and the figures that have them. @param {import('./report/summarize.js').Report} now @param {import('./report/summarize.js').Report} [before] */
function tell(now, before) {
  const compared = before && compare(now, before);
  const lines = now.loads.flatMap(({ name, figures }) =>
    Object.entries(figures).flatMap(([key, figure]) => {
      const { label, unit, reached } = figure;
      const then = compared?.get(`${name}.${key}`);
      if (reached === undefined && !then) return [];
      const mark = reached === undefined ? ' ' : reached ? '✓' : '·';
      const was = then ? `  was ${inWords(then.before, unit)}: ${then.verdict}` : '';
      const target = reached === undefined ? '' : `  (${targetInWords(figure)})`;
      return [
        `  ${mark} ${`${name}: ${label}`.padEnd(66)} ${inWords(figure.median, unit).padStart(16)}${target}${was}`,
      ];
    }),
  );
  const wrong = now.loads.flatMap(({ name, wrong }) => wrong.map((what) => `  ✗ ${name}: ${what}`));
  return [
    `  echo: ${inWords(now.echo.median, '/s')}; medians of ${now.options.rounds}; ✓ is reached, · is not yet`,
    ...lines,
    ...(wrong.length > 0 ? ['', '  What was wrong:', ...wrong] : []),
  ].join('\n');
}

/** How many cores are busy before the bench starts anything. @param {AbortSignal} signal */
async function coresOfOthers(signal) {
  const [before, since] = [busyTime(), performance.now()];
  await wait(3_000, undefined, { signal });
  return (busyTime() - before) / (performance.now() - since);
}

/** @param {string} file @returns {import('./report/summarize.js').Report} */
function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    if (report.version === 1 && Array.isArray(report.loads)) return report;
  } catch (error) {
    throw new Problem(`--against ${file} cannot be read: ${explain(error)}`);
  }
  throw new Problem(`--against ${file} is not a report of bin/bench.`);
}

function commit() {
  try {
    const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? ' with changes' : '');
  } catch {
    return 'unknown';
  }
}

/** @param {string} postgres */
const machine = (postgres) => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  postgres,
});
