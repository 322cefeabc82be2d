import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JWK } from 'jose';

/** The running Frontrow under test: `bin/test` says where it is, and its state folder holds its ports and secrets. */
interface State {
  /** Of a part's further replicas there are `orders-2` and so on. */
  ports: Record<string, number>;
  replicas: number;
  secrets: {
    passwords: Record<string, string>;
    sessionKey: JWK;
    stripeSecretKey: string;
  };
}

function required(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run the tests through bin/test system`);
  return value;
}

export const baseUrl = required('BASE_URL');
export const stateDir = required('FRONTROW_STATE');
export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const { ports, replicas, secrets } = JSON.parse(readFileSync(join(stateDir, 'state.json'), 'utf8')) as State;

/** Tells how far a long test is. */
export const tell = (text: string) => void process.stderr.write(`    progress: ${text}\n`);

/** Tells a measured number; the tests assert none, since another machine is slower or busier. */
export const report = (text: string) => void process.stderr.write(`    measured: ${text}\n`);
