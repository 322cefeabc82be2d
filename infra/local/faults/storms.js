import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../options.js';
import { runJest } from '../runner/suites.js';
import { runEach } from './run-each.js';
import { startAvailabilityStack, startFaultStack } from './stack.js';

const FOLDER = 'tests/faults/storms';

/** A purchase must not lapse because all its services are started anew meanwhile. @type {Parameters<typeof startFaultStack>[3]} */
const TWO_OF_EACH = {
  deployment: { replicas: 2 },
  settings: (_instance, process) =>
    /** @type {Record<string, string>} */ (process === 'orders' ? { HOLD_SECONDS: '900' } : {}),
};

/** The storms there are, by the names of their files. */
export const STORMS = readdirSync(join(ROOT, FOLDER)).flatMap((file) => /^(.*)\.test\.ts$/.exec(file)?.[1] ?? []);

/** @param {import('../runner/suites.js').Context} context @param {string[]} names of STORMS */
export const runStorms = (context, names) =>
  runEach(
    names,
    context,
    (name, progress) => {
      const dir = join(context.dir, 'storms');
      if (name === 'availability') return startAvailabilityStack(dir, progress, context.signal);
      const options = name === 'rolling-restart' ? TWO_OF_EACH : {};
      return startFaultStack(dir, progress, context.signal, options);
    },
    (name, own, env) =>
      runJest(`storm-${name}`, FOLDER, own, env, ['--runInBand', '--testPathPatterns', `/${name}.test.ts`], 60),
  );
