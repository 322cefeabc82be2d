import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, Problem } from './base/problem.js';
import { stateFolder } from './options.js';
import { environmentOf } from './recover/databases.js';

/** Runs auth's own command for operators as an instance's auth would: with its settings, and no others. */
const root = join(import.meta.dirname, '../..');

/** @param {string[]} args @returns {number} */
function main(args) {
  const { state, rest } = withoutState(args);
  const isHelp = rest.length === 0 || ['help', '--help', '-h'].includes(rest[0] ?? '');
  const env = isHelp ? {} : environmentOf(stateFolder(state), 'auth');
  const command = [join(root, 'services/auth/dist/operator.js'), ...(isHelp ? [] : rest)];
  const { status, error } = spawnSync(process.execPath, command, { cwd: root, env, stdio: 'inherit' });
  if (error) throw new Problem(`the command cannot be run: ${error.message}`);
  return status ?? 1;
}

/** @param {string[]} args */
function withoutState(args) {
  const at = args.indexOf('--state');
  if (at < 0) return { state: undefined, rest: args };
  return { state: args[at + 1], rest: args.filter((_, i) => i !== at && i !== at + 1) };
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
