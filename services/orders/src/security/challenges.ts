import { HttpProblem } from '@frontrow/common/http';
import { openLimiters } from '@frontrow/common/security';
import { openAttackWatch } from '../attacks.ts';
import { type About, type Challenger, openProofOfWork, SECONDS } from './proof-of-work.ts';

export interface Challenges {
  /** Lets a request on whose token is right and new, or for which none is needed; otherwise throws a 428 with a challenge. */
  pass(token: string | undefined, about: About): Promise<void>;
  /** Notes an answer that was refused, from which `auto` learns that a sale is under attack. */
  noteRefusal(error: unknown, listing: string): void;
}

const HOLD_CODES = /^hold(_pause|s_of_network)/;

/** Asks for a challenge never, always, or of those sales that are under attack (docs/adr/0058-challenge.md). */
export function openChallenges(
  mode: 'off' | 'auto' | 'always',
  { pool, secret, challenger = openProofOfWork(secret) }: { pool: object; secret: string; challenger?: Challenger },
): Challenges {
  const watch = openAttackWatch();
  const spent = openLimiters(pool, { tableName: 'limits' })('challenge', 1, 2 * SECONDS);
  const isAsked = (listing: string) =>
    mode === 'always' || (mode === 'auto' && watch.isUnderAttack(listing, performance.now()));

  return {
    async pass(token, about) {
      if (!isAsked(about.listing)) return;
      const read = token === undefined ? { ok: false as const } : await challenger.verify(token, about);
      if (read.ok && (await spent.penalty(read.id)).consumedPoints === 1) return;
      const message = 'this sale is under attack; solve the challenge and send this again';
      throw new HttpProblem(428, { message, code: 'challenge_required' }, { challenge: await challenger.issue(about) });
    },
    noteRefusal(error, listing) {
      if (mode !== 'auto' || !(error instanceof HttpProblem)) return;
      if (HOLD_CODES.test(error.errors[0]?.code ?? '')) watch.noteRefusal(listing, performance.now());
    },
  };
}
