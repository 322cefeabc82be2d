import { setTimeout as sleep } from 'node:timers/promises';
import { baseUrl } from '../../../system/support/instance.ts';
import type { Person } from '../../../system/support/people.ts';
import type { Journal } from '../journal.ts';

export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  /** The Idempotency-Key, the same for each try. */
  key?: string;
}

/** Thrown when a client loses patience: what it wanted may have happened or not. */
export class GaveUp extends Error {
  override name = 'GaveUp';
}

/** Shorter than the gateway's, as a person's patience is. */
const ANSWER_WITHIN_MS = 8_000;
const PATIENCE_MS = 75_000;
const TRY_LATER = new Set([0, 429, 500, 502, 503, 504]);

export type Ask = (who: Person | undefined, request: Request, isFinal?: (answer: Answer) => boolean) => Promise<Answer>;

/**
 * A client on a bad line: it sends a request again, with the same Idempotency-Key, until the answer is final. Each
 * exchange is noted in the journal; `enough` ends every client's patience.
 */
export function openClient(journal: Journal, enough: AbortSignal): Ask {
  return async (who, request, isFinal = () => true) => {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (let tries = 0; ; tries++) {
      const answer = await exchange(journal, who, request);
      if (answer.status >= 500 && answer.status !== 503) countError(journal, request, answer);
      if (!TRY_LATER.has(answer.status) && isFinal(answer)) return answer;
      if (enough.aborted || performance.now() > giveUpAt) {
        journal.gaveUp++;
        throw new GaveUp(`${request.method} ${request.path} still answers ${answer.status}`);
      }
      await sleep(Math.min(100 * 2 ** tries, 1_000));
    }
  };
}

function countError({ errors }: Journal, { method, path }: Request, { status }: Answer): void {
  const what = `${status} to ${method} ${path.replace(/\?.*/, '').replace(/[0-9a-f-]{36}/g, '…')}`;
  errors.set(what, (errors.get(what) ?? 0) + 1);
}

async function exchange(journal: Journal, who: Person | undefined, { method, path, body, key }: Request) {
  const at = journal.now();
  const answer = await tryOnce();
  journal.exchanges.push({ at, ms: journal.now() - at, status: answer.status });
  return answer;

  async function tryOnce(): Promise<Answer> {
    try {
      const response = await fetch(baseUrl + path, {
        method,
        headers: {
          ...(who && { cookie: who.cookie }),
          ...(key && { 'idempotency-key': key }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    } catch {
      return { status: 0, headers: new Headers(), body: undefined };
    }
  }
}
