import type { CheckInView, ProblemDetail } from '@frontrow/common/contracts';
import type { Result } from '@/lib/api/result';
import type { Verdict } from '@/lib/door/judge';

type Why = Extract<Verdict, { kind: 'refuse' }>['why'];

export interface Ticket {
  number: number;
  of: number;
  /** What its holder is called, where they have said. */
  holder?: string | undefined;
}

/** `ticket` is missing when it is newer than the list on this device, by which the device decided (`offline`). */
interface Good {
  ticket?: Ticket;
  offline?: boolean;
}

/** `scanId` names the scan that let its holder in, where it is known: it can be taken back. */
export type Outcome =
  | ({ kind: 'admitted'; at: string; scanId: string } & Good)
  /** Let in before at that time, and again now. */
  | ({ kind: 'again'; at: string; scanId?: string | undefined } & Good)
  /** Nobody was let in: scans count from then on. */
  | ({ kind: 'early'; from: string } & Good)
  | { kind: 'used'; at: string; scanId?: string | undefined }
  /** By the device itself, or by the server. */
  | { kind: 'refused'; why: Why | ProblemDetail }
  | { kind: 'unknown'; signedOut: boolean }
  /** The scan before was taken back. */
  | { kind: 'undone'; ticket: Ticket };

/** The scan of an outcome that can be taken back. */
export const scanOf = (outcome: Outcome | undefined): string | undefined =>
  outcome && 'scanId' in outcome ? outcome.scanId : undefined;

/** What the answer to a scan means at the door. `unknown` is no refusal: scan again. */
export function readOutcome(answer: Result<CheckInView>, scanId: string): Outcome {
  if (answer.ok) {
    const { number, of, holder, redeemedAt: at, countsFrom, again, scanId: first } = answer.data;
    const ticket = { number, of, ...(holder && { holder }) };
    if (at === null) return { kind: 'early', ticket, from: countsFrom! };
    return again ? { kind: 'again', ticket, at, scanId: first ?? undefined } : { kind: 'admitted', ticket, at, scanId };
  }
  const { problem } = answer;
  if (typeof problem.redeemedAt === 'string') {
    const { scanId: first } = problem;
    return { kind: 'used', at: problem.redeemedAt, scanId: typeof first === 'string' ? first : undefined };
  }
  if (problem.status >= 400 && problem.status < 500 && ![401, 429].includes(problem.status)) {
    return { kind: 'refused', why: problem.errors[0] ?? { message: problem.title } };
  }
  return { kind: 'unknown', signedOut: problem.status === 401 };
}

/** What the device decided by its own list. `scanId` names this scan, or the one before it that waits to be sent. */
export function outcomeOf(verdict: Verdict, at: string, scanId: string | undefined): Outcome {
  const offline = true;
  switch (verdict.kind) {
    case 'admit':
      return { kind: 'admitted', ...ticketOf(verdict), at, scanId: scanId!, offline };
    case 'again':
      return { kind: 'again', ...ticketOf(verdict), at: verdict.at, scanId, offline };
    case 'early':
      return { kind: 'early', ...ticketOf(verdict), from: verdict.from, offline };
    case 'used':
      return { kind: 'used', at: verdict.at, scanId };
    case 'refuse':
      return { kind: 'refused', why: verdict.why };
  }
}

const ticketOf = ({ number, of, holder }: Partial<Ticket>): { ticket?: Ticket } =>
  number && of ? { ticket: { number, of, ...(holder && { holder }) } } : {};
