import { badRequest, conflict, forbidden, type HttpProblem } from '@frontrow/common/http';
import type { Rejection } from '../ticket.ts';

/** The answer to a command that the listing's rules reject. */
export function refusal({ rejected, message }: Rejection): HttpProblem {
  if (rejected === 'not_yours') return forbidden(message);
  return rejected === 'bad_price' ? badRequest('price', message) : conflict(message);
}
