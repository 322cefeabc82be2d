import { join } from 'node:path';
import { bugs } from '../../../tests/faults/bugs/catalog.js';
import { testBuild } from '../../../tests/faults/hooks/settings.js';
import { runJest } from '../runner/suites.js';
import { startTestStack } from '../runner/test-environment.js';
import { runEach } from './run-each.js';

/** Short enough that an order nobody pays comes to its end while one waits, long enough to pay one. */
const TIMERS = { HOLD_SECONDS: '20', PAYMENT_GRACE_SECONDS: '20' };

const CONTROL = 'control';

/** The runs there are: one for each planted bug, and the control without any. */
export const BUG_RUNS = [CONTROL, ...bugs.map(({ name }) => name)];

/**
 * Shows that the checker catches each planted bug, and finds nothing when the same is done without one.
 * @param {import('../runner/suites.js').Context} context
 * @param {string[]} names of BUG_RUNS
 */
export const runBugs = (context, names) =>
  runEach(
    names,
    context,
    (name, progress) => {
      const bug = name === CONTROL ? undefined : name;
      /** @type {import('../stack.js').Settings} */
      const settings = (instance, process) => ({
        ...testBuild(instance, process, { bug }),
        ...(process === 'orders' && TIMERS),
      });
      const options = { settings, bare: true, client: false };
      return startTestStack(join(context.dir, 'bugs'), progress, context.signal, options);
    },
    (name, own, stack) => {
      const env = { ...stack, ...(name !== CONTROL && { PLANTED_BUG: name }) };
      return runJest(`bugs-${name}`, 'tests/faults/bugs', own, env, ['--runInBand']);
    },
  );
