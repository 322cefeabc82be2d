import { randomBytes } from 'node:crypto';
import { unavailable } from '@frontrow/common/http';
import { hash as argon2id, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** OWASP's parameters for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface Passwords {
  /** Throws a 503 when so many wait for a hash that one more would wait too long: worth a look before anything else is done. */
  admit(): void;
  hash(password: string): Promise<string>;
  /** Without a hash, when there is no such user, it takes the same time and is false. */
  matches(hash: string | undefined, password: string): Promise<boolean>;
}

/**
 * Hashes passwords, a few at once: it is the dearest thing a stranger can ask for, so it may not take the whole machine.
 * Whoever would wait too long is answered 503.
 */
export async function openPasswords(limits: { HASHES_AT_ONCE: number; HASHES_WAITING: number }): Promise<Passwords> {
  const limit = pLimit(limits.HASHES_AT_ONCE);
  const nobodys = await argon2id(randomBytes(32), COST);

  function admit() {
    if (limit.pendingCount >= limits.HASHES_WAITING) {
      throw unavailable('many people are signing in right now; try again in a few seconds', 5, 'busy');
    }
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    admit();
    return limit(work);
  }

  return {
    admit,
    hash: async (password) => inTurn(() => argon2id(normal(password), COST)),
    async matches(hash, password) {
      // An operator who has not chosen one yet has an empty hash, which is no hash either.
      const same = await inTurn(() => verify(hash || nobodys, normal(password)));
      return same && Boolean(hash);
    },
  };
}

// The same letters arrive composed from one keyboard and decomposed from another (NIST SP 800-63B).
const normal = (password: string) => password.normalize('NFKC');
