import { z } from 'zod';
import { findTimeZone, localTime } from './clock.ts';

const DAY_MS = 86_400_000;

/** A day of the calendar, such as `2026-11-28`; when it begins depends on where. */
export const Day = z.iso.date('must be a day such as 2026-11-28').refine((day) => day >= '1970' && day < '2200', {
  error: 'must be between the years 1970 and 2199',
  params: { code: 'years' },
});
export type Day = string;

/**
 * The IANA name of a time zone, as it was given, with its capitals. An offset such as `+02:00` is none: it knows nothing of summer
 * and winter.
 */
export const TimeZone = z.string().transform((name, ctx) => {
  const known = findTimeZone(name);
  if (known) return known;
  ctx.addIssue({
    code: 'custom',
    message: 'must be the IANA name of a time zone, such as Europe/Berlin',
    params: { code: 'time_zone' },
  });
  return z.NEVER;
});
export type TimeZone = string;

export const addDays = (day: Day, count: number): Day =>
  new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);

/** How many days lie between two: 0 for the same day, negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** The day that it is in a time zone at an instant. */
export const dayAt = (instant: Date, timeZone: TimeZone): Day => localTime(instant, timeZone).slice(0, 10);
