import { openDatabase } from '@frontrow/common/database';
import { parseConfig } from '@frontrow/common/service';
import { z } from 'zod';
import {
  addOperator,
  listOperators,
  type Means,
  OperatorProblem,
  removeOperator,
  resetFactors,
} from './use-cases/manage-operators.ts';

const HELP = `Operators are named accounts, and are made, unlocked and removed on the machine alone.

  operator add <address>             make one, and print the link by which the password is chosen, once and within a day
  operator list                      show them, with what they sign in with
  operator reset-factors <address>   take all passkeys, apps and recovery codes off one who lost them
  operator remove <address>          delete the account
`;

const commands: Record<string, (means: Means, address: string) => Promise<string>> = {
  add: addOperator,
  list: listOperators,
  'reset-factors': resetFactors,
  remove: removeOperator,
};

/** The part of auth's settings that the command reads. */
const Settings = z.object({
  DATABASE_URL: z.string(),
  PUBLIC_URL: z.url(),
  RESET_SECRET: z.string().min(32),
});

async function main([name = 'help', address, ...more]: string[]): Promise<string> {
  const command = commands[name];
  const isComplete = command && more.length === 0 && (name === 'list') === (address === undefined);
  if (!isComplete) return HELP;
  const { DATABASE_URL, PUBLIC_URL, RESET_SECRET } = parseConfig(Settings, process.env);
  const db = openDatabase(DATABASE_URL, { name: 'auth-operator', poolSize: 1 });
  try {
    return await command({ db, publicUrl: new URL(PUBLIC_URL).origin, resetSecret: RESET_SECRET }, address ?? '');
  } finally {
    await db.close();
  }
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  const isForThem = error instanceof OperatorProblem || (error as Error).name === 'ConfigError';
  process.stderr.write(
    `${isForThem ? (error as Error).message : `the database cannot be used: ${(error as Error).message}`}\n`,
  );
  process.exitCode = 1;
}
