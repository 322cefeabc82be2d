import { addressOf } from './address';
import { type Result, readResult, unreachable } from './result';

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** Names this intention, so that sending it again does nothing twice. */
  idempotencyKey?: string;
  /** Safe to send again when nobody answered or the service asked for patience (503). */
  repeatable?: boolean;
  /** How long to wait for this one, if not as long as usual. */
  timeoutMs?: number;
}

export type Send = <T>(path: string, call?: Call) => Promise<Result<T>>;

interface Transport {
  base: string;
  headers?: Record<string, string>;
  timeoutMs: number;
}

const REPEATS = 2;
const LONGEST_WAIT_S = 2;

/** The one way to the API: JSON in and out, problem details as values, never an exception. */
export function createSend({ base, headers = {}, timeoutMs }: Transport): Send {
  const attempt = async <T>(url: string, call: Call): Promise<{ result: Result<T>; waitMs: number | undefined }> => {
    try {
      const response = await fetch(url, {
        method: call.method ?? 'GET',
        headers: {
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
          ...headers,
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        cache: 'no-store',
        signal: AbortSignal.timeout(call.timeoutMs ?? timeoutMs),
      });
      const patience = response.status === 503 ? Number(response.headers.get('retry-after') ?? 1) || 1 : undefined;
      return { result: await readResult<T>(response), waitMs: patience && Math.min(patience, LONGEST_WAIT_S) * 1000 };
    } catch {
      return { result: unreachable, waitMs: 600 };
    }
  };

  return async <T>(path: string, call: Call = {}) => {
    const url = addressOf(base, path + queryString(call.query));
    const mayRepeat = call.repeatable ?? call.idempotencyKey !== undefined;
    for (let count = 0; ; count += 1) {
      const { result, waitMs } = await attempt<T>(url, call);
      if (waitMs === undefined || !mayRepeat || count === REPEATS) return result;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  };
}

export function queryString(query: Call['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
