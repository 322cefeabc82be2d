import { join, relative } from 'node:path';
import { findRunning, stopRunning } from './base/instance.js';
import { missingAt } from './base/probe.js';
import { describe, Problem } from './base/problem.js';
import { stopOrphans } from './base/process-table.js';
import { createProgress, elapsed } from './base/progress.js';
import { saveState } from './base/state.js';
import { aborted, stopSignal } from './base/stop-signals.js';
import { createSupervisor } from './base/supervisor.js';
import { BUYER, DEMO_PASSWORD, OPERATOR, SELLER } from './demo/accounts.js';
import { seed } from './demo/seed.js';
import { clearInstance, openInstance } from './open-instance.js';
import { parseUpOptions, ROOT, UP_HELP } from './options.js';
import { ENGINES } from './prepare/find-engines.js';
import { prepare } from './prepare/prepare.js';
import { startEngines, startServices } from './stack.js';

/** @param {import('./options.js').UpOptions} options */
async function main(options) {
  const { command, dir } = options;
  if (command === 'help') return console.log(UP_HELP);
  if (command === 'stop') {
    const stopped = (await stopRunning(dir)) || (await stopOrphans(dir)).length > 0;
    return console.log(stopped ? 'Frontrow is stopped.' : 'Frontrow is not running.');
  }
  const running = findRunning(dir);
  if (command === 'reset') await clearInstance(dir);
  else if (running) return console.log(`Frontrow is already running: ${running.url} (bin/up --stop stops it).`);
  await start(options);
}

/**
 * Starts everything, then keeps it running until it is asked to stop.
 * @param {import('./options.js').UpOptions} options
 */
async function start({ dir, port, usesSandbox, usesMailbox }) {
  const since = performance.now();
  const progress = createProgress();
  const { say } = progress;
  const { instance, release } = await openInstance({ dir, port, usesSandbox, usesMailbox, say });
  const supervisor = createSupervisor(dir, say);
  const stop = stopSignal(() => {
    supervisor.kill();
    process.exit(130);
  });
  const over = new AbortController();
  const started = startAll(instance, supervisor, progress, AbortSignal.any([stop, over.signal]));
  try {
    await Promise.race([started, aborted(stop)]);
    if (!stop.aborted) say(welcome(instance, elapsed(since)));
    await aborted(stop);
  } finally {
    over.abort();
    await progress.step('stop everything', (note) => supervisor.stop(note));
    await started.catch(() => {}); // what had gone wrong is already on its way up
    await progress.idle();
    release();
  }
}

/**
 * @param {import('./stack.js').Instance} instance
 * @param {import('./base/supervisor.js').Supervisor} supervisor
 * @param {import('./base/progress.js').Progress} progress
 * @param {AbortSignal} signal
 */
async function startAll(instance, supervisor, progress, signal) {
  const { root, dir, state, url } = instance;
  const ready = prepare({ root, logs: join(dir, 'logs'), packages: ENGINES, progress, signal });
  const engines = ready.engines().then(() => startEngines(instance, supervisor, progress));
  const client = ready.client();
  const services = Promise.all([engines, ready.services()]).then(() =>
    startServices(instance, supervisor, progress, client),
  );
  await Promise.all([client, services]);
  if (!state.demo.done) await putInDemoData(instance, progress, signal);
  const missing = await progress.step('first page', () => missingAt(url));
  if (missing) throw new Problem(`The page at ${url} ${missing}: see ${dir}/logs/client.log.`);
}

/**
 * Without its demo data Frontrow is as good, so a failure here is told and no more.
 * @param {import('./stack.js').Instance} instance
 * @param {import('./base/progress.js').Progress} progress
 * @param {AbortSignal} signal
 */
async function putInDemoData(instance, { step, say }, signal) {
  const { dir, state } = instance;
  try {
    await step('demo data', (note) => seed(instance, { since: new Date(state.demo.since), note, signal }));
    saveState(dir, { ...state, demo: { ...state.demo, done: true } });
  } catch (error) {
    signal.throwIfAborted();
    say(`  ! the demo data are incomplete (${describe(error)}); the next start goes on with them`);
  }
}

/** @param {import('./stack.js').Instance} instance @param {string} time */
const welcome = ({ url, dir, usesSandbox, usesMailbox }, time) => `
  Frontrow is ready after ${time}: ${url}

    buyer     ${BUYER.email}
    seller    ${SELLER.email}
    operator  ${OPERATOR.email}
    password  ${DEMO_PASSWORD}
    card      ${usesSandbox ? '4242 4242 4242 4242, any later date, any CVC (no real money: the Stripe sandbox)' : "Stripe's, by your key"}
    mails     ${usesMailbox ? `${url}/mailbox` : 'through your mail server'}

  Logs are in ${relative(ROOT, dir) || '.'}/logs. Ctrl-C stops everything; the data stay.
`;

process.stdout.on('error', () => {}); // whoever read the output may be gone
try {
  await main(parseUpOptions(process.argv.slice(2), process.env));
} catch (error) {
  console.error(`\n  ${describe(error)}`);
  process.exitCode = 1;
}
process.exit();
