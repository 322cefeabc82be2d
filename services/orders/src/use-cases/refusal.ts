import { conflict, type HttpProblem } from '@frontrow/common/http';
import { tooMany } from '@frontrow/common/security';
import type { Pause } from '../holding.ts';
import type { Refusal } from '../place.ts';

/** The answer to a command that the rules of orders reject. */
export function refusal(why: Refusal | Pause): HttpProblem {
  if ('retryAfterSeconds' in why) return tooMany(why.retryAfterSeconds, why.code, why.rejected);
  const { rejected, code, params, more } = why;
  return conflict({ message: rejected, code, ...(params && { params }) }, more);
}
