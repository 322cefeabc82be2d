import type { CheckInView } from '@frontrow/common/contracts';
import { type Result, sentence } from '@/lib/api/result';

export type Outcome =
  | { kind: 'admitted'; text: string; at: string }
  | { kind: 'used'; at: string }
  | { kind: 'refused'; text: string }
  | { kind: 'unknown'; text: string };

/** What the answer to a scan means at the door. `unknown` is no refusal: scan again. */
export function readOutcome(answer: Result<CheckInView>): Outcome {
  if (answer.ok) {
    const { number, of, redeemedAt } = answer.data;
    return { kind: 'admitted', text: `Ticket ${number} of ${of}`, at: redeemedAt };
  }
  const { problem } = answer;
  if (typeof problem.redeemedAt === 'string') {
    return { kind: 'used', at: problem.redeemedAt };
  }
  if (problem.status >= 400 && problem.status < 500 && ![401, 429].includes(problem.status)) {
    const [error] = problem.errors;
    const words = error?.field === 'code' ? `this code ${error.message}` : (error?.message ?? problem.title);
    return { kind: 'refused', text: sentence(words) };
  }
  const signedOut = problem.status === 401;
  return { kind: 'unknown', text: signedOut ? 'You are signed out. Sign in again.' : 'No answer. Please scan again.' };
}
