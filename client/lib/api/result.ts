import type { Problem } from '@frontrow/common/contracts';

/** An answer that was not a success. Status 0: nobody answered. Problem details may carry more members. */
export type ApiProblem = Pick<Problem, 'status' | 'title' | 'errors'> & { [member: string]: unknown };

/** `next` is the cursor of the page that follows, taken from the Link header. */
export type Result<T> =
  | { ok: true; data: T; status: number; next: string | undefined }
  | { ok: false; problem: ApiProblem };

/** What to tell the reader: the messages that name no field as sentences, or the title. */
export function wordsOf(problem: ApiProblem): string {
  const general = problem.errors.filter(({ field }) => !field).map(({ message }) => sentence(message));
  return general.length > 0 ? general.join(' ') : problem.title;
}

/** What is wrong with an image that was sent: what is said of the body is said of the image. */
export const posterWords = (problem: ApiProblem): string =>
  problem.errors.find(({ field }) => field === 'body')?.message ?? wordsOf(problem);

/** `sold out` becomes `Sold out.` */
export const sentence = (words: string): string =>
  words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? '' : '.');

export async function readResult<T>(response: Response): Promise<Result<T>> {
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  return resultOf(response.status, body, response.headers.get('link'));
}

export function resultOf<T>(status: number, body: unknown, link: string | null): Result<T> {
  if (status >= 200 && status < 300) return { ok: true, data: body as T, status, next: nextCursor(link) };
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return {
    ok: false,
    problem: {
      ...problem,
      status,
      title: problem.title ?? 'Something went wrong on our side.',
      errors: Array.isArray(problem.errors) ? problem.errors : [],
    },
  };
}

export const unreachable: { ok: false; problem: ApiProblem } = {
  ok: false,
  problem: { status: 0, title: 'We could not reach Frontrow. Check your connection and try again.', errors: [] },
};

/** `<https://…?cursor=abc>; rel="next"` gives `abc` (RFC 8288). */
export function nextCursor(link: string | null): string | undefined {
  const target = link?.match(/<([^>]*)>\s*;[^,]*\brel="?next"?/)?.[1];
  return target ? (new URL(target, 'http://api').searchParams.get('cursor') ?? undefined) : undefined;
}
