import { findTimeZone, instantsOf, type Schedule, wallTime } from '@frontrow/common/contracts';
import type { ApiProblem } from './api/result';

/** The times of an event, in the order in which a form asks for them. */
export const timeFields = [
  'startsAt',
  'endsAt',
  'doorsAt',
  'salesEndAt',
  'checkInAt',
] as const satisfies (keyof Schedule)[];
export type TimeField = (typeof timeFields)[number];

/** Each an instant, or null where nobody has said. */
export type Times = Record<TimeField, string | null>;

type Detail = ApiProblem['errors'][number];

/**
 * The instants of times that were typed as clocks show them where the event is, `2026-11-28T19:30` or nothing; and what is
 * wrong with those that cannot be understood, which are null. `before` is what the event had.
 */
export function readTimes(
  typed: Partial<Record<TimeField, string>>,
  timeZone: string,
  before?: Times & { timeZone: string },
): { times: Times; errors: Detail[] } {
  const times: Times = { startsAt: null, endsAt: null, doorsAt: null, salesEndAt: null, checkInAt: null };
  if (!findTimeZone(timeZone)) {
    const message = 'must be one of the list, such as Europe/Berlin';
    return { times, errors: [{ field: 'timeZone', code: 'time_zone', message }] };
  }
  const errors: Detail[] = [];
  for (const field of timeFields) {
    const read = readTime(typed[field] ?? '', timeZone, before?.timeZone === timeZone ? before[field] : null);
    if (typeof read === 'object' && read !== null) errors.push({ ...read, field });
    else times[field] = read;
  }
  return { times, errors };
}

/**
 * The instant of one time, or what is wrong with it. Of an hour that comes twice, when clocks are set back, the first is
 * meant; unless it was the second before and nothing was changed.
 */
function readTime(wall: string, timeZone: string, before: string | null): string | null | Omit<Detail, 'field'> {
  if (!wall) return null;
  if (before && wallTime(new Date(before), timeZone) === wall) return before;
  // Without seconds, which nobody types; a year of five digits is no date.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return { code: 'date_and_time', message: 'must be a date and a time' };
  const [instant] = instantsOf(wall, timeZone);
  if (instant) return instant.toISOString();
  const message = `is a time that clocks in ${timeZone} skip on that day: they are set forward. Choose one an hour later.`;
  return { code: 'skipped_time', params: { zone: timeZone }, message };
}
