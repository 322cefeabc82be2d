import type { Problem, Refusal } from '../contracts/index.ts';

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Signed out',
  402: 'Payment declined',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  428: 'Precondition required',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

/** An answer that is an error, thrown from anywhere in a request. `more` becomes further members of the problem. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly status: number;
  readonly errors: Refusal[];
  readonly more: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    errors: Refusal | Refusal[],
    { headers = {}, ...more }: { headers?: Record<string, string>; [member: string]: unknown } = {},
  ) {
    const details = [errors].flat();
    super(details.map((detail) => (detail.field ? `${detail.field} ${detail.message}` : detail.message)).join('; '));
    this.status = status;
    this.errors = details;
    this.more = more;
    this.headers = headers;
  }

  toBody(correlationId: string): Problem {
    const title = titles[this.status] ?? 'Error';
    return { ...this.more, type: 'about:blank', title, status: this.status, errors: this.errors, correlationId };
  }
}

export const badRequest = (field: string, message: string, code: string) =>
  new HttpProblem(400, { message, field, code });
export const signedOut = () => new HttpProblem(401, { message: 'sign in first', code: 'signed_out' });
export const forbidden = (why: Refusal) => new HttpProblem(403, why);
/** `what` is one of the words that clients have for it, such as `order`. */
export const notFound = (what: string) =>
  new HttpProblem(404, { message: `there is no such ${what}`, code: 'not_found', params: { what } });
export const conflict = (why: Refusal, more: Record<string, unknown> = {}) => new HttpProblem(409, why, more);
export const unavailable = (message: string, retryAfterSeconds = 1, code = 'unavailable') =>
  new HttpProblem(503, { message, code }, { headers: { 'retry-after': String(retryAfterSeconds) } });
