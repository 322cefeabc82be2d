import type { CheckInView, ProblemDetail } from '@frontrow/common/contracts';
import type { Result } from '@/lib/api/result';
import type { Verdict } from '@/lib/door/judge';

type Why = Extract<Verdict, { kind: 'refuse' }>['why'];

export type Outcome =
  /** `ticket` is missing when it is newer than the list on this device, by which its holder was let in. */
  | { kind: 'admitted'; ticket?: { number: number; of: number }; at: string; offline?: boolean }
  | { kind: 'used'; at: string }
  /** By the device itself, or by the server. */
  | { kind: 'refused'; why: Why | ProblemDetail }
  | { kind: 'unknown'; signedOut: boolean };

/** What the answer to a scan means at the door. `unknown` is no refusal: scan again. */
export function readOutcome(answer: Result<CheckInView>): Outcome {
  if (answer.ok) {
    const { number, of, redeemedAt } = answer.data;
    return { kind: 'admitted', ticket: { number, of }, at: redeemedAt };
  }
  const { problem } = answer;
  if (typeof problem.redeemedAt === 'string') {
    return { kind: 'used', at: problem.redeemedAt };
  }
  if (problem.status >= 400 && problem.status < 500 && ![401, 429].includes(problem.status)) {
    return { kind: 'refused', why: problem.errors[0] ?? { message: problem.title } };
  }
  return { kind: 'unknown', signedOut: problem.status === 401 };
}

/** What the device decided by its own list. */
export function outcomeOf(verdict: Verdict, at: string): Outcome {
  switch (verdict.kind) {
    case 'admit': {
      const { number, of } = verdict;
      return { kind: 'admitted', ...(number && of && { ticket: { number, of } }), at, offline: true };
    }
    case 'used':
      return { kind: 'used', at: verdict.at };
    case 'refuse':
      return { kind: 'refused', why: verdict.why };
  }
}
