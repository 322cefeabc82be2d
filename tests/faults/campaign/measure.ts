import type { InjectedFault } from './injector.ts';
import type { Exchange, Journal } from './journal.ts';

/** The value below which so large a part (0.5, 0.95) of the numbers lies; undefined without numbers. */
export function quantile(numbers: number[], part: number): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

/** A stretch of the campaign. */
export interface Stretch {
  at: number;
  ordersPerSecond: number;
  /** Of requests that were answered, in ms. */
  median: number | undefined;
  p95: number | undefined;
}

/** The campaign in stretches of equal length. */
export function stretches(journal: Journal, endsAt: number, lengthMs: number): Stretch[] {
  const placed = journal.answers
    .filter(({ kind }) => kind === 'placed')
    .map(({ at }) => Date.parse(at) - journal.startedAt.getTime());
  return Array.from({ length: Math.ceil(endsAt / lengthMs) }, (_, index) => {
    const [from, to] = [index * lengthMs, (index + 1) * lengthMs];
    const isIn = (instant: number) => instant >= from && instant < to;
    const times = journal.exchanges.filter(({ at }) => isIn(at)).filter(wasAnswered);
    const ms = times.map((exchange) => exchange.ms);
    return {
      at: from,
      ordersPerSecond: placed.filter(isIn).length / (lengthMs / 1000),
      median: quantile(ms, 0.5),
      p95: quantile(ms, 0.95),
    };
  });
}

export const wasAnswered = ({ status }: Exchange) => status > 0 && status < 500;

export interface Recovery {
  kind: string;
  count: number;
  medianMs: number | undefined;
  worstMs: number | undefined;
}

/**
 * How long after the heal of each kind of fault the first purchase that began after it had its admissions: that takes
 * all services, the bus and the provider. Other faults may be under way meanwhile, and the purchase itself takes time.
 */
export function recoveries(faults: InjectedFault[], { purchases }: Journal): Recovery[] {
  const times = new Map<string, number[]>();
  for (const { kind, healed, struck } of faults) {
    if (healed === undefined || !struck) continue;
    const after = purchases.filter(({ began }) => began >= healed).map(({ admitted }) => admitted - healed);
    const known = times.get(kind) ?? [];
    times.set(kind, after.length > 0 ? [...known, Math.min(...after)] : known);
  }
  return [...times]
    .map(([kind, ms]) => ({ kind, count: ms.length, medianMs: quantile(ms, 0.5), worstMs: quantile(ms, 1) }))
    .toSorted((a, b) => (b.medianMs ?? 0) - (a.medianMs ?? 0));
}
