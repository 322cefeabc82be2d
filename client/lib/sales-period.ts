import { addDays, Day, dayAt, daysBetween, type SalesQuery, type SalesStep } from '@frontrow/common/contracts';
import type { SearchParams } from './listing-search';

/** The periods on offer by their names in the address; each ends today. */
export const ranges = ['7d', '30d', '90d', '12m'] as const;
type Range = (typeof ranges)[number];

const USUAL: Range = '30d';
const DAYS: Record<Exclude<Range, '12m'>, number> = { '7d': 7, '30d': 30, '90d': 90 };
/** Longer periods are counted in something longer than days, so that a chart of them can be read. */
const MOST_DAYS = 92;
const MOST_WEEKS_IN_DAYS = 550;
const LONGEST_IN_DAYS = 3660;

export interface SalesPeriod extends Pick<SalesQuery, 'timeZone' | 'from' | 'to' | 'step'> {
  /** The one of `ranges` that it is, if it is one. */
  range: Range | undefined;
}

/** The period that an address asks for, in the reader's time zone: one of the ranges, or its own first and last day. */
export function readPeriod({ range, from, to }: SearchParams, timeZone: string, now: Date): SalesPeriod {
  const [first, last] = [Day.safeParse(from).data, Day.safeParse(to).data];
  if (first && last && first <= last && daysBetween(first, last) < LONGEST_IN_DAYS) {
    return { timeZone, from: first, to: last, step: stepFor(daysBetween(first, last) + 1), range: undefined };
  }
  const today = dayAt(now, timeZone);
  const asked = ranges.find((each) => each === range) ?? USUAL;
  if (asked === '12m') return { timeZone, from: aYearBefore(today), to: today, step: 'month', range: asked };
  return { timeZone, from: addDays(today, 1 - DAYS[asked]), to: today, step: 'day', range: asked };
}

function stepFor(days: number): SalesStep {
  if (days <= MOST_DAYS) return 'day';
  return days <= MOST_WEEKS_IN_DAYS ? 'week' : 'month';
}

/** The first day of the month that is the first of twelve. */
function aYearBefore(today: Day): Day {
  const [year, month] = today.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 12, 1)).toISOString().slice(0, 10);
}

/** The same period in an address. */
export const periodParams = ({ range, from, to }: SalesPeriod): Record<string, string> => {
  if (range === undefined) return { from, to };
  return range === USUAL ? {} : { range };
};

/** What the API is asked for it. */
export const periodQuery = ({ timeZone, from, to, step }: SalesPeriod) => ({ timeZone, from, to, step });

/** A day as the reader writes it. It is a day of the calendar already, wherever it was. */
export const formatDay = (day: Day, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(day));
