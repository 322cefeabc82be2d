import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './base/problem.js';
import { findProgram } from './prepare/find-engines.js';

export const ROOT = resolve(import.meta.dirname, '../..');

export const UP_HELP = `Starts Frontrow on this machine: engines, services and the page, and keeps them running.

  bin/up            start; the first time it also installs, builds and puts in demo data
  bin/up --reset    remove all data of it and start anew
  bin/up --stop     stop the one that runs (Ctrl-C in its own terminal does the same)
  bin/up --help     this text

  --state DIR       where it keeps data, secrets and logs (default .frontrow, or FRONTROW_STATE)

  PORT=8081         the port of the page (default 8080)
  STRIPE_SECRET_KEY=… STRIPE_PUBLISHABLE_KEY=… STRIPE_WEBHOOK_SECRET=…
                    take payments through Stripe, not through the sandbox that comes along
  SMTP_URL=smtps://… MAIL_FROM='Frontrow <tickets@…>'
                    send mails through a mail server, not into a mailbox that everyone here can read at /mailbox
  CONTACT_EMAIL=help@…
                    where people write who object to a decision of the operators (default: the operator's address)
  REPLICAS=2        so many of each service and of the client, behind one gateway
  IMAGES=0.1.0      run them with podman from the images that bin/images built (engines run as ever)
  EMAIL_VERIFICATION=required
                    who has not confirmed their address may not sell, and gets no other mails
  SITE_PAGES=DIR    the folder of your own help.en.md, terms.de.md and so on (client/README.md)
  CHALLENGE=auto    who reserves at a sale that is under attack solves a challenge first
  HOLD_SECONDS, EXTENSION_SECONDS, PAYMENT_GRACE_SECONDS, LOG_LEVEL
                    are given to the services
`;

/** @typedef {{ command: 'start' | 'reset' | 'stop' | 'help', dir: string, port: number, usesSandbox: boolean, usesMailbox: boolean }} UpOptions */

/** @param {string[]} args @param {NodeJS.ProcessEnv} environment @returns {UpOptions} */
export function parseUpOptions(args, environment) {
  const options = /** @type {const} */ ({
    reset: { type: 'boolean' },
    stop: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    state: { type: 'string' },
  });
  const { values } = orProblem(() => parseArgs({ args, options }), 'bin/up --help');
  const command = values.help ? 'help' : values.stop ? 'stop' : values.reset ? 'reset' : 'start';
  return {
    command,
    dir: stateFolder(values.state, environment),
    port: pagePort(environment.PORT),
    usesSandbox: !hasStripeKeys(environment),
    usesMailbox: !hasMailServer(environment),
  };
}

/** Stripe's three keys belong together; with none of them, the sandbox stands in. @param {NodeJS.ProcessEnv} environment */
function hasStripeKeys(environment) {
  const names = ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'];
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0 && missing.length < names.length) {
    throw new Problem(
      `Of Stripe's keys ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing: give all three, or none to use the sandbox.`,
    );
  }
  return missing.length === 0;
}

/** A mail server wants a sender; without one mails go to the mailbox. @param {NodeJS.ProcessEnv} environment */
function hasMailServer({ SMTP_URL, MAIL_FROM }) {
  if (SMTP_URL && !MAIL_FROM) throw new Problem('MAIL_FROM is missing: with SMTP_URL mails need a sender.');
  return Boolean(SMTP_URL);
}

/** @param {string} [dir] @param {NodeJS.ProcessEnv} [environment] */
export const stateFolder = (dir, environment = process.env) =>
  resolve(dir ?? environment.FRONTROW_STATE ?? join(ROOT, '.frontrow'));

/**
 * @typedef {{ replicas: number, images?: string }} Deployment
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Deployment}
 */
export function parseDeployment({ REPLICAS = '1', IMAGES }) {
  const replicas = Number(REPLICAS);
  if (!Number.isInteger(replicas) || replicas < 1 || replicas > 5) {
    throw new Problem(`REPLICAS=${REPLICAS} cannot be: give a number from 1 to 5.`);
  }
  if (!IMAGES) return { replicas };
  if (!findProgram('podman')) throw new Problem('IMAGES needs podman: install it (Debian: apt-get install podman).');
  return { replicas, images: IMAGES };
}

/** @param {string} [text] */
function pagePort(text = '8080') {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Problem(`PORT=${text} is not a port: give a number from 1 to 65535.`);
  }
  return port;
}

/**
 * Node's own words for a wrong option, with where to find the right ones.
 * @template T
 * @param {() => T} parse
 * @param {string} help
 * @returns {T}
 */
export function orProblem(parse, help) {
  try {
    return parse();
  } catch (error) {
    throw new Problem(`${/** @type {Error} */ (error).message.split('. ')[0]} (${help} lists the options).`);
  }
}
