import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../base/problem.js';

const TRIES = 20;

/**
 * @typedef {object} Session
 * @property {boolean} isNew whether the account was made just now
 * @property {boolean} verified whether the account has confirmed its address
 * @property {(path: string, body: object, idempotencyKey?: string) => Promise<any>} post
 * @property {(path: string, body: object) => Promise<any>} put
 */

/**
 * Signs a demo account in, or up when it is new, at the gateway as any client would.
 * @param {string} url
 * @param {{ email: string, password: string }} account
 * @param {AbortSignal} signal
 * @returns {Promise<Session>}
 */
export async function enter(url, account, signal) {
  let answer = await send('POST', url, '/api/users/signUp', account, {}, signal);
  const isNew = answer.status !== 409;
  if (!isNew) answer = await send('POST', url, '/api/users/signIn', account, {}, signal);
  await requireSuccess(answer, 'signing in');
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { verified } = /** @type {any} */ (await answer.json());
  return {
    isNew,
    verified,
    post: async (path, body, idempotencyKey) => {
      const headers = { cookie, ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) };
      return bodyOf(await send('POST', url, path, body, headers, signal), path);
    },
    put: async (path, body) => bodyOf(await send('PUT', url, path, body, { cookie }, signal), path),
  };
}

/** @param {Response} answer @param {string} path @returns {Promise<any>} */
async function bodyOf(answer, path) {
  await requireSuccess(answer, path);
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
}

/**
 * Confirms the address of a demo account with the link of its mail, which is in the mailbox of this machine.
 * @param {string} url
 * @param {{ email: string }} account
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export async function confirmAddress(url, { email }, session, signal) {
  const mailbox = `${url}/api/notifications/mailbox`;
  // The mail of an earlier start may be too old.
  if (!session.isNew) await session.post('/api/users/verification', {});
  for (let tries = 1; tries <= TRIES; tries++) {
    const mails = await getJson(`${mailbox}?to=${encodeURIComponent(email)}`, signal);
    const texts = await Promise.all(
      mails.map(async (/** @type {{ id: string }} */ { id }) => (await getJson(`${mailbox}/${id}`, signal)).text),
    );
    const token = texts.map((text) => /\/verify-email\?token=(\S+)/.exec(text)?.[1]).find(Boolean);
    if (token) return session.post('/api/users/verification/confirm', { token: decodeURIComponent(token) });
    await delay(500, undefined, { signal });
  }
  throw new Problem(`the mail to confirm ${email} did not come`);
}

/** @param {string} url @param {AbortSignal} signal @returns {Promise<any>} */
async function getJson(url, signal) {
  const answer = await fetch(url, { signal });
  await requireSuccess(answer, url);
  return answer.json();
}

/**
 * Sends it again while the service asks to try later, or is just being started again.
 * @param {'POST' | 'PUT'} method
 * @param {string} url
 * @param {string} path
 * @param {object} body
 * @param {Record<string, string>} headers
 * @param {AbortSignal} signal
 */
async function send(method, url, path, body, headers, signal) {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(url + path, {
      method,
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
