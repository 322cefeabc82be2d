import { Problem } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { baseUrl } from './instance.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

export interface Request {
  /** Sent as JSON; a string goes as it is. */
  body?: unknown;
  headers?: Record<string, string | undefined>;
}

/**
 * For requests that must not fail by chance: a connection kept for later may be closed by the server just as the next
 * request is sent.
 */
export const ownConnection = { connection: 'close' };

/** Sends a request through the gateway and reads the answer whole, whatever it is. */
export async function send(method: Method, path: string, { body, headers = {} }: Request = {}): Promise<Answer> {
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(baseUrl + path, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...Object.fromEntries(given) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: isJson(response) ? JSON.parse(text) : text };
}

const isJson = ({ headers }: Response) => /^application\/(problem\+)?json/.test(headers.get('content-type') ?? '');

/** The body of an answer that has the status it should have; what else came is in the error. */
export function bodyOf(answer: Answer, status: number): unknown {
  if (answer.status === status) return answer.body;
  throw new Error(`answered ${answer.status} where ${status} was expected: ${JSON.stringify(answer.body)}`);
}

/** The problem that an answer tells, with the status it should have. */
/** Whatever refuses a request says why to programs, too. */
export function problemOf(answer: Answer, status: number): Problem {
  const problem = Problem.parse(bodyOf(answer, status));
  const nameless = problem.errors.filter(({ code }) => !code);
  if (nameless.length > 0) throw new Error(`refused without a code: ${JSON.stringify(nameless)}`);
  return problem;
}

/**
 * Asks until the answer is final, as a client on a bad line does: with the same Idempotency-Key, so that what was done
 * but not answered is not done twice.
 */
export const persist = (request: () => Promise<Answer>, isFinal = (_answer: Answer) => true): Promise<Answer> =>
  eventually(
    async () => {
      const answer = await request();
      const tryLater = answer.status === 503 || answer.status === 429;
      if (tryLater || !isFinal(answer)) throw new Error(`still ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer;
    },
    60_000,
    200,
  );
