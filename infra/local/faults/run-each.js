import { describe } from '../base/problem.js';

/** @typedef {import('../runner/suites.js').Context} Context */
/** @typedef {import('../runner/results.js').Outcome} Outcome */

/** What a stack of its own has to say is in its logs. */
const quiet = /** @type {import('../base/progress.js').Progress} */ (
  /** @type {unknown} */ ({
    say() {},
    /** @template T @param {string} _label @param {(note: (detail: string) => void) => Promise<T>} work */
    step: (_label, work) => work(() => {}),
  })
);

/**
 * Runs tests one after the other, each on a stack of its own: what one has broken must not trouble the next.
 * @param {string[]} names
 * @param {Context} context
 * @param {(name: string, progress: import('../base/progress.js').Progress) => Promise<import('../runner/test-environment.js').Environment>} start
 * @param {(name: string, context: Context, env: Record<string, string>) => Promise<Outcome>} run
 * @returns {Promise<Outcome>}
 */
export async function runEach(names, context, start, run) {
  /** @type {Required<Outcome>} */
  const all = { passed: 0, failures: [], measured: [] };
  for (const [index, name] of names.entries()) {
    context.signal.throwIfAborted();
    const note = (/** @type {string} */ text) => context.note(`${index + 1} of ${names.length}: ${name}, ${text}`);
    note('starting');
    const { passed, failures, measured = [] } = await runOne(name, { ...context, note }, start, run);
    all.passed += passed;
    all.failures.push(...failures);
    all.measured.push(...measured);
  }
  return all;
}

/** @type {(name: string, context: Context, start: Parameters<typeof runEach>[2], run: Parameters<typeof runEach>[3]) => Promise<Outcome>} */
async function runOne(name, context, start, run) {
  try {
    const stack = await start(name, quiet);
    try {
      return await run(name, context, stack.env);
    } finally {
      await stack.stop();
    }
  } catch (error) {
    return { passed: 0, failures: [{ file: '', title: name, passed: false, why: describe(error) }] };
  }
}
