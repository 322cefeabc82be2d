import { describe } from './base/problem.js';

process.stdout.on('error', () => {}); // whoever read the output may be gone
try {
  const { BENCH_HELP, parseBenchOptions } = await import('../../tests/bench/options.js');
  const options = parseBenchOptions(process.argv.slice(2));
  if (options.help) console.log(BENCH_HELP);
  else {
    const { runBench } = await import('../../tests/bench/run.js');
    process.exitCode = (await runBench(options)) ? 0 : 1;
  }
} catch (error) {
  console.error(`\n  ${describe(error)}`);
  process.exitCode = 1;
}
process.exit();
