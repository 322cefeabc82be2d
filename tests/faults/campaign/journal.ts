import type { Answered } from '../checker/index.ts';

/** One request as its client saw it. */
export interface Exchange {
  /** Milliseconds since the campaign began. */
  at: number;
  ms: number;
  /** 0 when there was no answer. */
  status: number;
}

/** How an order may end, as far as its buyer can know: a status, and the reason when it is cancelled. */
export interface Expectation {
  orderId: string;
  ticketId: string;
  ends: string[];
  /** What its buyer did, for who reads of it later. */
  behaviour: string;
}

/** Everything the clients of a campaign saw. Instants are milliseconds since it began. */
export function openJournal() {
  const began = performance.now();
  const now = () => performance.now() - began;
  return {
    now,
    startedAt: new Date(),
    answers: [] as Answered[],
    exchanges: [] as Exchange[],
    expectations: [] as Expectation[],
    /** Purchases that were seen through to the admissions: when they began and when those were there. */
    purchases: [] as { began: number; admitted: number }[],
    /** What no client should ever see, in words. */
    surprises: [] as string[],
    /** Errors of ours that a client may see while things are broken, and how often: all but a 503, which says so. */
    errors: new Map<string, number>(),
    gaveUp: 0,
    placed: 0,
    behaviours: new Map<string, number>(),
    /** Notes a 2xx: what its client was told must still be true at the end. */
    answered(kind: Answered['kind'], id: string, details: Partial<Answered> = {}) {
      this.answers.push({ kind, id, at: new Date().toISOString(), ...details });
    },
  };
}

export type Journal = ReturnType<typeof openJournal>;
