import {
  type DeadLetter,
  type DeadLetterStore,
  deadLetterId,
  deliverOne,
  parseEvent,
} from '@frontrow/common/messaging';
import type { RedisConnection } from './redis.ts';

/** A hash of dead letters by id. */
const LETTERS = 'expiration:dead-letters';
/** The set of the ids whose replay was asked for. */
const REPLAY = 'expiration:dead-letters:replay';

/** Dead letters in Redis, for want of a database. Should Redis lose them, the stream of orders still has their events. */
export function deadLettersIn({ client, ask }: RedisConnection): DeadLetterStore {
  const keep = (letter: DeadLetter) => {
    const value = JSON.stringify({ ...letter, diedAt: new Date().toISOString() });
    return ask(() => client.hset(LETTERS, deadLetterId(letter), value));
  };
  return {
    async add(letter) {
      await keep(letter);
    },
    async replayRequested(deliver) {
      let replayed = 0;
      for (const id of await ask(() => client.smembers(REPLAY))) {
        const found = await ask(() => client.hget(LETTERS, id));
        const letter = found && (JSON.parse(found) as DeadLetter);
        if (letter) {
          try {
            await deliverOne(deliver, letter.consumer, parseEvent(letter.payload));
            await ask(() => client.hdel(LETTERS, id));
            replayed += 1;
          } catch (error) {
            await keep({ ...letter, reason: (error as Error).message });
          }
        }
        await ask(() => client.srem(REPLAY, id));
      }
      return replayed;
    },
  };
}
