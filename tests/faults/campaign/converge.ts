import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered } from '../checker/index.ts';
import { check, type Sources, type Violation } from '../checker/index.ts';

/** How long after the last heal everything may take to settle: the design's number. */
export const CONVERGES_WITHIN_MS = 60_000;
/** What has not settled by then never will, and is told as it is. */
const NEVER_MS = 150_000;

export interface Convergence {
  /** How long after the last heal nothing was wrong any more; undefined when that did not come. */
  tookMs: number | undefined;
  violations: Violation[];
}

/** Checks every invariant until none is broken. `rest` resolves once the clients are done. */
export async function untilSettled(
  sources: Sources,
  answers: Answered[],
  rest: Promise<unknown>,
  tell: (text: string) => void,
): Promise<Convergence> {
  const healed = performance.now();
  await rest;
  for (;;) {
    const violations = await check(sources, { settled: true, answers });
    const tookMs = performance.now() - healed;
    if (violations.length === 0) return { tookMs, violations };
    if (tookMs > NEVER_MS) return { tookMs: undefined, violations };
    tell(`all is whole again; ${violations.length} things have not settled after ${Math.round(tookMs / 1000)} s`);
    await sleep(1_000);
  }
}
