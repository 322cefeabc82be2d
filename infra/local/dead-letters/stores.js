import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Problem } from '../base/problem.js';
import { SERVICES } from '../base/secrets.js';
import { openPostgresStore } from './postgres-store.js';
import { openRedisStore } from './redis-store.js';

/**
 * A dead letter as a person sees it.
 *
 * @typedef {object} Letter
 * @property {string} id
 * @property {Date} diedAt
 * @property {string} consumer
 * @property {string} subject
 * @property {string} reason
 *
 * What became of a replay: nothing yet, done, or why not.
 * @typedef {'waiting' | 'replayed' | { failed: string }} Outcome
 *
 * Where a service keeps its dead letters. It looks by itself, every five seconds, for those to be replayed.
 * @typedef {object} Store
 * @property {string} service
 * @property {() => Promise<Letter[]>} list those that were not replayed, the oldest first
 * @property {(id: string) => Promise<void>} askReplay
 * @property {(id: string) => Promise<Outcome>} outcome
 * @property {() => Promise<unknown>} close
 */

/**
 * The stores of an instance, of all services or of one; or those that the environment names.
 * @param {{ dir: string, service?: string | undefined }} options
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Store[]}
 */
export function openStores({ dir, service }, environment) {
  const named = environment.DATABASE_URL || environment.REDIS_URL;
  const found = named ? openFrom(environment) : SERVICES.flatMap((name) => openFrom(environmentOf(dir, name), name));
  return found.map(withAdvice).filter((store) => !service || store.service === service);
}

/** @param {Record<string, string | undefined>} environment @param {string} [service] @returns {Store[]} */
function openFrom({ DATABASE_URL, REDIS_URL }, service) {
  return [
    ...(DATABASE_URL ? [openPostgresStore(service ?? new URL(DATABASE_URL).pathname.slice(1), DATABASE_URL)] : []),
    ...(REDIS_URL ? [openRedisStore(service ?? 'expiration', REDIS_URL)] : []),
  ];
}

/** What bin/up gave a service when it started it last. @param {string} dir @param {string} service */
function environmentOf(dir, service) {
  try {
    return parseEnv(readFileSync(join(dir, 'env', `${service}.env`), 'utf8'));
  } catch {
    throw new Problem(`${dir} has no instance that was started: start it with bin/up, or give DATABASE_URL.`);
  }
}

/** Errors of a store in one line that says whose they are. @param {Store} store @returns {Store} */
function withAdvice({ service, close, ...calls }) {
  /** @template {unknown[]} A @template T @param {(...args: A) => Promise<T>} call */
  const explained =
    (call) =>
    /** @param {A} args */
    (...args) =>
      call(...args).catch((error) => {
        const why = error instanceof AggregateError ? error.errors[0].message : error.message;
        throw new Problem(`The dead letters of ${service} can't be read (${why}): is Frontrow running?`);
      });
  const { list, askReplay, outcome } = calls;
  return { service, close, list: explained(list), askReplay: explained(askReplay), outcome: explained(outcome) };
}
