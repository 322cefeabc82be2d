import type { CheckInView } from '@frontrow/common/contracts';
import { type Result, sentence } from '@/lib/api/result';
import type { Verdict } from '@/lib/door/judge';

export type Outcome =
  | { kind: 'admitted'; text: string; at: string; offline?: boolean }
  | { kind: 'used'; at: string }
  | { kind: 'refused'; text: string }
  | { kind: 'unknown'; text: string; signedOut: boolean };

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
  const text = signedOut ? 'You are signed out. Sign in again.' : 'No answer. Please scan again.';
  return { kind: 'unknown', text, signedOut };
}

const refusals: Record<Extract<Verdict, { kind: 'refuse' }>['why'], string> = {
  'not-ours': 'This code is not an admission of ours.',
  elsewhere: 'This admission is for another event.',
  revoked: 'This admission was revoked: its order was refunded or its event cancelled.',
  'list-too-old': 'The guest list on this device is too old to let anyone in. Connect first.',
};

/** What the device decided by its own list. */
export function outcomeOf(verdict: Verdict, at: string): Outcome {
  switch (verdict.kind) {
    case 'admit': {
      const { number, of } = verdict;
      const text = number ? `Ticket ${number} of ${of}` : 'Bought after the list on this device was read';
      return { kind: 'admitted', text, at, offline: true };
    }
    case 'used':
      return { kind: 'used', at: verdict.at };
    case 'refuse':
      return { kind: 'refused', text: refusals[verdict.why] };
  }
}
