import type { AuditPromise, Id } from '@frontrow/common/contracts';

/** What Frontrow promises, in words for its operators. */
export const promises: Record<AuditPromise, string> = {
  'one-owner': 'No unit is held or sold twice',
  'charged-once': 'An order is charged at most once, for its total, and only after it was completed',
  'money-balances': 'What came in is what the live tickets cost and what went back',
  'no-kept-money': 'A cancelled order keeps no money',
  'no-forgotten-card': 'The authorization of a decided order is captured or released',
  admissions: 'Every paid order has its admissions, and no other order has any',
  'no-order-stuck': 'No order waits past its time',
  'never-early': 'No order expires before its deadline',
  'one-end': 'An order ends once, and in an allowed way',
  'nothing-lost': 'Every version of everything was told, once',
  'own-books': 'The auditor’s running sums agree with a full recount',
};

/** What looks like a broken promise. It becomes a finding if it still does when everything until `ripeAt` was heard. */
export interface Suspicion {
  promise: AuditPromise;
  /** Says exactly what is suspected, so that it is not found twice, and what is worse is found anew. */
  key: string;
  words: string;
  /** The events that show it. */
  evidence: Id[];
  /** It can never become right by itself. */
  lasting: boolean;
  /** Milliseconds since 1970. */
  ripeAt: number;
}

/** The `ripeAt` of what no other event can make good. */
export const AT_ONCE = Number.NEGATIVE_INFINITY;

/** Milliseconds that things in flight are given. */
export interface Patience {
  /** Until what was heard of something is compared. */
  settleMs: number;
  /** For what a service owes. */
  reactionMs: number;
}

export interface Verdict {
  findings: Suspicion[];
  /** When to look again even if nothing more is heard; null when nothing is in flight. */
  lookAgainAt: number | null;
}

/** What suspicions come to once everything until `heardUntil` was heard. */
export function judge(suspicions: Suspicion[], heardUntil: number): Verdict {
  const unripe = suspicions.filter(({ ripeAt }) => ripeAt > heardUntil);
  return {
    findings: suspicions.filter(({ ripeAt }) => ripeAt <= heardUntil),
    lookAgainAt: unripe.length > 0 ? Math.min(...unripe.map(({ ripeAt }) => ripeAt)) : null,
  };
}
