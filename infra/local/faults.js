import { FAULTS_HELP, parseFaultOptions } from './faults/options.js';
import { faultParts } from './faults/parts.js';
import { runCommand } from './runner/run-all.js';

await runCommand(() => {
  const options = parseFaultOptions(process.argv.slice(2));
  const all = faultParts(options);
  const parts = options.names.map((name) => ({ name, ...all[name] }));
  return { help: options.help ? FAULTS_HELP : undefined, parts, dir: options.dir };
});
