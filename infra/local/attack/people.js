import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { makePeople } from '../../../tests/bench/stack/people.js';

/**
 * Someone with an account, at an address of the loopback: the gateway sees that one, and no header says otherwise.
 *
 * @typedef {{ address: string, ask: (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Answer> }} Person
 * @typedef {{ status: number, body: any, retryAfter: number }} Answer `retryAfter` in milliseconds, 0 if none was named
 */

const ANSWER_WITHIN_MS = 15_000;

/**
 * @param {{ url: string, sessionKey: import('jose').JWK }} stack
 * @param {string} name
 * @param {number} count
 * @param {(index: number) => string} addressOf
 * @returns {Person[]}
 */
export function openPeople({ url, sessionKey }, name, count, addressOf) {
  return makePeople(sessionKey, name, count).map(({ cookie }, index) => personAt(url, addressOf(index), cookie));
}

/** @param {string} url @param {string} address @param {string} cookie @returns {Person} */
function personAt(url, address, cookie) {
  const { host, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 2, localAddress: address });
  /** @type {Person["ask"]} */
  const ask = (method, path, body, headers = {}) =>
    new Promise((/** @type {(answer: Answer) => void} */ resolve) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const options = {
        method,
        path,
        agent,
        host: '127.0.0.1',
        port,
        timeout: ANSWER_WITHIN_MS,
        headers: {
          host,
          cookie,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(text)),
          ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
          ...headers,
        },
      };
      const gone = () => resolve({ status: 0, body: undefined, retryAfter: 0 });
      const sent = request(options, (response) => {
        let told = '';
        response.setEncoding('utf8').on('data', (part) => {
          told += part;
        });
        response.on('error', gone).on('end', () => {
          const isJson = /json/.test(response.headers['content-type'] ?? '');
          const retryAfter = 1_000 * Number(response.headers['retry-after'] ?? 0);
          resolve({ status: response.statusCode ?? 0, body: isJson ? JSON.parse(told) : told, retryAfter });
        });
      });
      sent.on('error', gone).on('timeout', () => sent.destroy());
      sent.end(text);
    });
  return { address, ask };
}

/** What an answer was refused with. @param {Answer} answer @returns {string} */
export const codeOf = ({ body }) => body?.errors?.[0]?.code ?? '';
