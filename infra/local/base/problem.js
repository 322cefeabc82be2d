/** Something the person at the keyboard can act on: one line that says what is wrong and what to do. */
export class Problem extends Error {}

/**
 * What to print for any error: a Problem's own line, or the first line of an unexpected one and where to look.
 * @param {unknown} error
 */
export function describe(error) {
  if (error instanceof Problem) return error.message;
  if (process.env.DEBUG) return error instanceof Error ? String(error.stack) : String(error);
  const line = String(error instanceof Error ? error.message : error).split('\n')[0];
  return `${line} (unexpected; DEBUG=1 shows more)`;
}
