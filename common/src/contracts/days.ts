import { z } from 'zod';

const DAY_MS = 86_400_000;

/** A day of the calendar, such as `2026-11-28`; when it begins depends on where. */
export const Day = z.iso
  .date('must be a day such as 2026-11-28')
  .refine((day) => day >= '1970' && day < '2200', 'must be between the years 1970 and 2199');
export type Day = string;

/**
 * The IANA name of a time zone, as this runtime writes it. An offset such as `+02:00` is none: it knows nothing of summer
 * and winter.
 */
export const TimeZone = z.string().transform((name, ctx) => {
  const known = findTimeZone(name);
  if (known) return known;
  ctx.addIssue('must be the IANA name of a time zone, such as Europe/Berlin');
  return z.NEVER;
});
export type TimeZone = string;

function findTimeZone(name: string): string | undefined {
  try {
    if (!/^[a-z]/i.test(name)) return undefined;
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

export const addDays = (day: Day, count: number): Day =>
  new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);

/** How many days lie between two: 0 for the same day, negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** What clocks in a time zone show at an instant: `2026-11-28 19:30:00`. */
export const localTime = (instant: Date, timeZone: TimeZone): string =>
  new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone)).toISOString().slice(0, 19).replace('T', ' ');

/** The day that it is in a time zone at an instant. */
export const dayAt = (instant: Date, timeZone: TimeZone): Day => localTime(instant, timeZone).slice(0, 10);

/**
 * The first instant of a day in a time zone. Where clocks are set at midnight that may be another hour than 0, or the
 * first of two.
 */
export function startOfDay(day: Day, timeZone: TimeZone): Date {
  const asUtc = Date.parse(day);
  const [before, after] = [asUtc - DAY_MS, asUtc + DAY_MS].map((instant) => offsetAt(instant, timeZone));
  const midnight = [before!, after!].find((offset) => offsetAt(asUtc - offset, timeZone) === offset);
  // No clock showed midnight: the day began when they were set forward.
  return new Date(asUtc - (midnight ?? before!));
}

/** Milliseconds that clocks in a time zone are ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: TimeZone): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(instant)) shown[type] = value;
  const at = (type: Intl.DateTimeFormatPartTypes) => Number(shown[type]);
  const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
  return local - Math.floor(instant / 1000) * 1000;
}

const clocks = new Map<TimeZone, Intl.DateTimeFormat>();

/** Kept, because making one takes far longer than reading it, and there are only so many time zones. */
function clockOf(timeZone: TimeZone): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}
