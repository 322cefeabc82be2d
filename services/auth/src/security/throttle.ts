import { foldEmail } from '@frontrow/common/contracts';
import { consume, keyOf, networkOf, openLimiters } from '@frontrow/common/security';

const MINUTE = 60;
const WINDOW = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The first block lasts a minute, each further one within a day twice as long as the one before. */
const FIRST_BLOCK = MINUTE;
const LONGEST_BLOCK = HOUR;
const FAILURE_WEIGHT = 10;

export interface Throttle {
  /** Counts a request that costs a hash; throws a 429 when its address has sent too many. */
  admit(address: string): Promise<void>;
  /** Counts a mail that is asked for, known address or not; throws a 429 when it was asked for too often. */
  admitMail(email: string): Promise<void>;
  /** Counts a mail to confirm an address, and by which account it was asked for; throws a 429 as `admitMail` does. */
  admitVerification(email: string, userId?: string): Promise<void>;
  /** Counts a try at an account's password and makes it, or throws a 429. A right one clears what was counted. */
  guess(email: string, address: string, isRight: () => Promise<boolean>): Promise<boolean>;
  /** Counts a try at the second factor of a user, whose password is known, or throws a 429; `passed` clears what was counted. */
  admitFactor(userId: string): Promise<void>;
  passed(userId: string): Promise<void>;
  /** Notes that an account's owner is at home at this address. */
  welcome(email: string, address: string): Promise<void>;
}

interface Limits {
  TRIES_PER_ACCOUNT_AND_ADDRESS: number;
  TRIES_PER_ACCOUNT: number;
  TRIES_PER_ADDRESS: number;
  RESETS_PER_EMAIL: number;
  VERIFICATIONS_PER_EMAIL: number;
  FACTOR_TRIES: number;
}

/**
 * Slows down whoever guesses passwords, for all replicas together. An address that an account was signed in from before is
 * exempt from the limit of the whole account: strangers can't lock its owner out.
 */
export function openThrottle(pool: object, limits: Limits): Throttle {
  const limiter = openLimiters(pool);
  const byAddress = limiter('address', limits.TRIES_PER_ADDRESS, WINDOW);
  const byAccount = limiter('account', limits.TRIES_PER_ACCOUNT, WINDOW);
  const byBoth = limiter('both', limits.TRIES_PER_ACCOUNT_AND_ADDRESS, WINDOW);
  const blocks = limiter('blocks', 1, DAY);
  const mails = limiter('mails', limits.RESETS_PER_EMAIL, HOUR);
  const verifications = limiter('verifications', limits.VERIFICATIONS_PER_EMAIL, HOUR);
  const factors = limiter('factors', limits.FACTOR_TRIES, WINDOW);
  const familiar = limiter('familiar', 1, 90 * DAY);

  async function count(account: string, both: string) {
    await consume(byBoth, both, async ({ consumedPoints }) => {
      // Of tries sent side by side exactly one crosses the limit.
      if (consumedPoints !== byBoth.points + 1) return;
      const { consumedPoints: nth } = await blocks.penalty(both);
      return byBoth.block(both, Math.min(FIRST_BLOCK * 2 ** (nth - 1), LONGEST_BLOCK));
    });
    // Counted last, so that an address that is blocked uses up none of the whole account's tries.
    if (!(await familiar.get(both))) await consume(byAccount, account);
  }

  async function welcome(email: string, address: string) {
    const account = keyOfEmail(email);
    const both = keyOfEmail(email, networkOf(address));
    await Promise.all([byAccount.delete(account), byBoth.delete(both), blocks.delete(both)]);
    await familiar.set(both, 1, familiar.duration);
  }

  return {
    admit: (address) => consume(byAddress, keyOf(networkOf(address))),
    admitMail: (email) => consume(mails, keyOfEmail(email)),
    async admitVerification(email, userId) {
      if (userId !== undefined) await consume(verifications, keyOf(userId));
      await consume(verifications, keyOfEmail(email));
    },
    welcome,
    admitFactor: (userId) => consume(factors, keyOf(userId)),
    async passed(userId) {
      await factors.delete(keyOf(userId));
    },
    async guess(email, address, isRight) {
      const network = networkOf(address);
      // Counted before it is looked at, so that tries sent side by side count too.
      await count(keyOfEmail(email), keyOfEmail(email, network));
      const right = await isRight();
      if (right) await welcome(email, address);
      else await byAddress.penalty(keyOf(network), FAILURE_WEIGHT - 1);
      return right;
    },
  };
}

const keyOfEmail = (email: string, ...parts: string[]) => keyOf(foldEmail(email), ...parts);
