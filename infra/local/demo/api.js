import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../base/problem.js';

const TRIES = 20;

/** @typedef {{ post: (path: string, body: object, idempotencyKey?: string) => Promise<any> }} Session */

/**
 * Signs a demo account in, or up when it is new, at the gateway as any client would.
 * @param {string} url
 * @param {{ email: string, password: string }} account
 * @param {AbortSignal} signal
 * @returns {Promise<Session>}
 */
export async function enter(url, account, signal) {
  let answer = await post(url, '/api/users/signUp', account, {}, signal);
  if (answer.status === 409) answer = await post(url, '/api/users/signIn', account, {}, signal);
  await requireSuccess(answer, 'signing in');
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return {
    async post(path, body, idempotencyKey) {
      const headers = { cookie, ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) };
      const answer = await post(url, path, body, headers, signal);
      await requireSuccess(answer, path);
      return answer.json();
    },
  };
}

/**
 * Sends it again while the service asks to try later, or is just being started again.
 * @param {string} url
 * @param {string} path
 * @param {object} body
 * @param {Record<string, string>} headers
 * @param {AbortSignal} signal
 */
async function post(url, path, body, headers, signal) {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      body: JSON.stringify(body),
      signal,
    });
    if (![429, 503].includes(answer.status) || tries === TRIES) return answer;
    await answer.body?.cancel();
    await delay(Number(answer.headers.get('retry-after') ?? 1) * 1000, undefined, { signal });
  }
}

/** @param {Response} answer @param {string} what */
async function requireSuccess(answer, what) {
  if (answer.ok) return;
  const { errors } = /** @type {any} */ (await answer.json().catch(() => ({})));
  const why = errors?.map(
    (/** @type {{ field?: string, message: string }} */ error) => `${error.field ?? ''} ${error.message}`,
  );
  throw new Problem(`${what} answered ${answer.status}${why ? `: ${why.join('; ').trim()}` : ''}`);
}
