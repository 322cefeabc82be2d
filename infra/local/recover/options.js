import { parseArgs } from 'node:util';
import { Problem } from '../base/problem.js';
import { DATABASES } from '../base/secrets.js';
import { orProblem, stateFolder } from '../options.js';

export const HELP = `Puts a running Frontrow right again after a loss. Nothing here repeats what was done once.

  bin/recover replay [service]     publish what the outboxes hold once more: of all services, or of one
  bin/recover projections          list the copies that services keep of what others own
  bin/recover check [projection]   compare them with their owners' events: all, or one such as payments.orders
  bin/recover rebuild PROJECTION   make one equal to its owner's events again; or \`all\`
  bin/recover reconcile            have payments compare its books with the provider's, and mend what differs
  bin/recover --help               this text

  --since TIME                such as 2026-11-24T18:00:00Z. replay: only what happened since then;
                              reconcile: only PaymentIntents made since then, where without it all are compared
  --state DIR                 the instance's folder (default .frontrow, or FRONTROW_STATE)
  DATABASE_URL                look into this service's database, and no other
  FRONTROW_URL, OPERATOR_EMAIL, OPERATOR_PASSWORD, OPERATOR_CODE
                              reconcile: an instance that was not started by bin/up, and who asks, with the
                              code that their authenticator app shows
`;

const COMMANDS = /** @type {const} */ (['replay', 'projections', 'check', 'rebuild', 'reconcile', 'help']);

/**
 * @typedef {object} RecoverOptions
 * @property {(typeof COMMANDS)[number]} command
 * @property {string | undefined} name the service or projection; undefined for all
 * @property {Date | undefined} since
 * @property {string} dir
 */

/** @param {string[]} args @returns {RecoverOptions} */
export function parseOptions(args) {
  const options = /** @type {const} */ ({
    help: { type: 'boolean', short: 'h' },
    since: { type: 'string' },
    state: { type: 'string' },
  });
  const { values, positionals } = orProblem(
    () => parseArgs({ args, options, allowPositionals: true }),
    'bin/recover --help',
  );
  const [given = 'help', wanted, ...tooMuch] = positionals;
  const command = COMMANDS.find((name) => name === (values.help ? 'help' : given));
  if (!command) throw wrong(`there is no ${given}`);
  if (tooMuch.length > 0) throw wrong(`${tooMuch.join(' ')} is too much`);
  if (command === 'rebuild' && !wanted) throw wrong('say which projection, or all');
  const name = wanted === 'all' ? undefined : wanted;
  if (name && command === 'replay' && !DATABASES.includes(name)) {
    throw wrong(`the services with an outbox are ${DATABASES.join(', ')}`);
  }
  return { command, name, since: parseTime(values.since), dir: stateFolder(values.state) };
}

/** @param {string | undefined} text */
function parseTime(text) {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw wrong(`--since ${text} is not a time such as 2026-11-24T18:00:00Z`);
  return time;
}

/** @param {string} what */
const wrong = (what) => new Problem(`${what} (bin/recover --help explains).`);
