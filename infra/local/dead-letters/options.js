import { parseArgs } from 'node:util';
import { Problem } from '../base/problem.js';
import { SERVICES } from '../base/secrets.js';
import { orProblem, stateFolder } from '../options.js';

export const HELP = `Lists the events that services gave up on (dead letters), and has them tried again.

  bin/dead-letters list [service]            of all services, or of one
  bin/dead-letters replay ID                 has the service try one again, and waits for what comes of it
  bin/dead-letters replay --all [service]    all of them, the oldest first
  bin/dead-letters --help                    this text

  --state DIR                 the instance's folder (default .frontrow, or FRONTROW_STATE)
  DATABASE_URL, REDIS_URL     look into this database, or this Redis of expiration, and nowhere else

A replay that succeeds is applied once, however often it is asked for.
`;

/** @typedef {{ command: 'help' | 'list' | 'replay', id: string | undefined, service: string | undefined, dir: string }} Options */

/** @param {string[]} args @returns {Options} */
export function parseOptions(args) {
  const options = /** @type {const} */ ({
    all: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    state: { type: 'string' },
  });
  const { values, positionals } = orProblem(
    () => parseArgs({ args, options, allowPositionals: true }),
    'bin/dead-letters --help',
  );
  const [command = 'help', ...rest] = positionals;
  const dir = stateFolder(values.state);
  if (values.help || command === 'help') return { command: 'help', id: undefined, service: undefined, dir };
  if (command !== 'list' && command !== 'replay') throw wrong(`there is no ${command}`);
  const id = command === 'replay' && !values.all ? rest.shift() : undefined;
  if (command === 'replay' && !values.all && !id) throw wrong('say which: an id, or --all');
  const [service, ...tooMuch] = rest;
  if (tooMuch.length > 0) throw wrong(`${tooMuch.join(' ')} is too much`);
  if (service && !SERVICES.includes(service)) throw wrong(`the services are ${SERVICES.join(', ')}`);
  return { command, id, service, dir };
}

/** @param {string} what */
const wrong = (what) => new Problem(`${what} (bin/dead-letters --help explains).`);
