import { conflict, forbidden, HttpProblem } from '@frontrow/common/http';
import type { Rejection } from '../ticket.ts';

/** The answer to a command that the listing's rules reject. */
export function refusal({ rejected, ...why }: Rejection): HttpProblem {
  if (rejected === 'not_yours') return forbidden(why);
  return rejected === 'bad_price' ? new HttpProblem(400, { ...why, field: 'price' }) : conflict(why);
}
