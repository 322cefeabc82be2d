import { findTimeZone, instantsOf, wallTime } from '@frontrow/common/contracts';
import type { ApiProblem } from './api/result';

/** What a form says of when an event starts: a time as clocks show it, and where those clocks are. */
export interface Start {
  /** As a `datetime-local` field holds it, `2026-11-28T19:30`, or nothing. */
  wall: string;
  timeZone: string;
}

/**
 * The instant of a start, or what is wrong with it. Of an hour that comes twice, when clocks are set back, the first is
 * meant; unless the event started at the second before and nothing was changed.
 */
export function readStart(
  { wall, timeZone }: Start,
  before?: { startsAt: string | null; timeZone: string },
): { startsAt: string | null } | { error: ApiProblem['errors'][number] } {
  if (!findTimeZone(timeZone)) {
    return {
      error: { field: 'timeZone', code: 'time_zone', message: 'must be one of the list, such as Europe/Berlin' },
    };
  }
  if (!wall) return { startsAt: null };
  if (before?.startsAt && before.timeZone === timeZone && wallTime(new Date(before.startsAt), timeZone) === wall) {
    return { startsAt: before.startsAt };
  }
  // Without seconds, which nobody types; a year of five digits is no date.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall))
    return { error: { field: 'startsAt', code: 'date_and_time', message: 'must be a date and a time' } };
  const [instant] = instantsOf(wall, timeZone);
  if (instant) return { startsAt: instant.toISOString() };
  const message = `is a time that clocks in ${timeZone} skip on that day: they are set forward. Choose one an hour later.`;
  return { error: { field: 'startsAt', code: 'skipped_time', params: { zone: timeZone }, message } };
}
