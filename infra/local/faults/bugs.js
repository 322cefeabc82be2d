import { join } from 'node:path';
import { bugs } from '../../../tests/faults/bugs/catalog.js';
import { testBuild } from '../../../tests/faults/hooks/settings.js';
import { describe } from '../base/problem.js';
import { runJest } from '../runner/suites.js';
import { startTestStack } from '../runner/test-environment.js';

/** @typedef {import('../runner/suites.js').Context} Context */
/** @typedef {import('../runner/results.js').Outcome} Outcome */

/** Short enough that an order nobody pays comes to its end while one waits, long enough to pay one. */
const TIMERS = { HOLD_SECONDS: '20', PAYMENT_GRACE_SECONDS: '20' };

/** What a stack of its own has to say is in its logs; here only the bugs are told of. */
const quiet = {
  say() {},
  /** @template T @param {string} _label @param {(note: (detail: string) => void) => Promise<T>} work */
  step: (_label, work) => work(() => {}),
};

export const CONTROL = 'control';

/** The runs there are: one for each planted bug, and the control without any. */
export const BUG_RUNS = [CONTROL, ...bugs.map(({ name }) => name)];

/**
 * Shows that the checker catches each planted bug, and finds nothing when the same is done without one. Every run has a
 * stack of its own, since what a bug has broken stays broken.
 * @param {Context & { dir: string }} context with the folder where the stacks keep their data, one after the other
 * @param {string[]} single those of BUG_RUNS to run; all without any
 * @returns {Promise<Outcome>}
 */
export async function runBugs(context, single) {
  const names = single.length > 0 ? BUG_RUNS.filter((name) => single.includes(name)) : BUG_RUNS;
  /** @type {Outcome} */
  const all = { passed: 0, failures: [] };
  for (const name of names) {
    context.signal.throwIfAborted();
    const { passed, failures } = await runOne(name, {
      ...context,
      note: (text) => context.note(`${names.indexOf(name) + 1} of ${names.length}: ${name}, ${text}`),
    });
    all.passed += passed;
    all.failures.push(...failures);
  }
  return all;
}

/** @param {string} name @param {Context & { dir: string }} context @returns {Promise<Outcome>} */
async function runOne(name, context) {
  const bug = name === CONTROL ? undefined : name;
  /** @type {import('../stack.js').Settings} */
  const settings = (instance, process) => ({
    ...testBuild(instance, process, { bug }),
    ...(process === 'orders' && TIMERS),
  });
  const progress = /** @type {import('../base/progress.js').Progress} */ (/** @type {unknown} */ (quiet));
  try {
    const options = { settings, bare: true, client: false };
    const stack = await startTestStack(join(context.dir, 'bugs'), progress, context.signal, options);
    try {
      const env = { ...stack.env, ...(bug && { PLANTED_BUG: bug }) };
      return await runJest(`bugs-${name}`, 'tests/faults/bugs', context, env, ['--runInBand']);
    } finally {
      await stack.stop();
    }
  } catch (error) {
    return { passed: 0, failures: [{ file: '', title: name, passed: false, why: describe(error) }] };
  }
}
