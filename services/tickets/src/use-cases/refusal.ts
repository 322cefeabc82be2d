import { conflict, forbidden, HttpProblem } from '@frontrow/common/http';
import type { Rejection } from '../ticket.ts';

/** The answer to a command that the listing's rules reject. */
export function refusal(rejection: Rejection): HttpProblem {
  if (rejection.rejected === 'invalid') return new HttpProblem(400, rejection.problems);
  const { rejected, ...why } = rejection;
  return rejected === 'not_yours' ? forbidden(why) : conflict(why);
}
