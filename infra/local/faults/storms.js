import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../options.js';
import { runJest } from '../runner/suites.js';
import { runEach } from './run-each.js';
import { startAvailabilityStack, startFaultStack } from './stack.js';

const FOLDER = 'tests/faults/storms';

/** The storms there are, by the names of their files. */
export const STORMS = readdirSync(join(ROOT, FOLDER)).flatMap((file) => /^(.*)\.test\.ts$/.exec(file)?.[1] ?? []);

/** @param {import('../runner/suites.js').Context} context @param {string[]} names of STORMS */
export const runStorms = (context, names) =>
  runEach(
    names,
    context,
    (name, progress) => {
      const start = name === 'availability' ? startAvailabilityStack : startFaultStack;
      return start(join(context.dir, 'storms'), progress, context.signal);
    },
    (name, own, env) =>
      runJest(`storm-${name}`, FOLDER, own, env, ['--runInBand', '--testPathPatterns', `/${name}.test.ts`], 60),
  );
