import { v4 as uuid } from 'uuid';

/**
 * One Idempotency-Key per thing that a person means to do once. The same body keeps its key, so that a repeat after a
 * lost answer is the same intention; `settle` ends it once there was a clear answer.
 */
export function createIntent() {
  let open: { body: string; key: string } | undefined;
  return {
    keyFor(body: unknown): string {
      const text = JSON.stringify(body);
      if (open?.body !== text) open = { body: text, key: uuid() };
      return open.key;
    },
    /** Status 0 and 5xx leave open whether it happened: the next try must be the same intention. */
    settle(status: number) {
      if (status > 0 && status < 500) open = undefined;
    },
  };
}
