import type { Problem } from '@frontrow/common/contracts';

/** An answer that was not a success. Status 0: nobody answered. Problem details may carry more members. */
export type ApiProblem = Pick<Problem, 'status' | 'title' | 'errors'> & { [member: string]: unknown };

/**
 * `next` is the cursor of the page that follows, taken from the Link header; `similar`, that what was found is only spelled
 * nearly as what was asked for; `truncated`, that the search ends here though there is more.
 */
export type Result<T> =
  | { ok: true; data: T; status: number; next: string | undefined; similar?: boolean; truncated?: boolean }
  | { ok: false; problem: ApiProblem };

/** `sold out` becomes `Sold out.` */
export const sentence = (words: string): string =>
  words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? '' : '.');

export async function readResult<T>(response: Response): Promise<Result<T>> {
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  const result = resultOf<T>(response.status, body, response.headers.get('link'));
  if (!result.ok) return result;
  return {
    ...result,
    ...(response.headers.get('search-match') === 'similar' && { similar: true }),
    ...(response.headers.get('search-truncated') === 'true' && { truncated: true }),
  };
}

export function resultOf<T>(status: number, body: unknown, link: string | null): Result<T> {
  if (status >= 200 && status < 300) return { ok: true, data: body as T, status, next: nextCursor(link) };
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return {
    ok: false,
    problem: {
      ...problem,
      status: status,
      title: problem.title ?? broken.message,
      errors: Array.isArray(problem.errors) ? problem.errors : [broken],
    },
  };
}

/** What is said in the API's place when it says nothing itself. */
const broken = { code: 'broken', message: 'Something went wrong on our side.' };
const silent = { code: 'unreachable', message: 'We could not reach Frontrow. Check your connection and try again.' };

export const unreachable: { ok: false; problem: ApiProblem } = {
  ok: false,
  problem: { status: 0, title: silent.message, errors: [silent] },
};

/** `<https://…?cursor=abc>; rel="next"` gives `abc` (RFC 8288). */
export function nextCursor(link: string | null): string | undefined {
  const target = link?.match(/<([^>]*)>\s*;[^,]*\brel="?next"?/)?.[1];
  return target ? (new URL(target, 'http://api').searchParams.get('cursor') ?? undefined) : undefined;
}
