import { isUnavailable } from '../database/index.ts';

/**
 * Does something with many things as one commit. When that fails, and the database is in reach, it is done with each by
 * itself: one of them is to blame, and the others shall not suffer for it. Resolves to each one's error, for a DataLoader.
 */
export async function together<T>(
  things: readonly T[],
  work: (things: readonly T[]) => Promise<unknown>,
): Promise<(Error | undefined)[]> {
  try {
    await work(things);
    return things.map(() => undefined);
  } catch (error) {
    if (things.length === 1 || isUnavailable(error)) return things.map(() => error as Error);
    return Promise.all(
      things.map((thing) =>
        work([thing]).then(
          () => undefined,
          (reason: Error) => reason,
        ),
      ),
    );
  }
}
