import { ATTACK_HELP, parseAttackOptions } from './attack/options.js';
import { runAttack } from './attack/run.js';
import { describe } from './base/problem.js';

try {
  const options = parseAttackOptions(process.argv.slice(2));
  if (options.help) console.log(ATTACK_HELP);
  else process.exitCode = (await runAttack(options)) ? 0 : 1;
} catch (error) {
  console.error(`\n  ${describe(error)}`);
  process.exitCode = 1;
}
process.exit();
