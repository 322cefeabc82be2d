import type { Refusal } from './problem.ts';
import { type EventTimes, type Moment, overAt, phaseAt, type Schedule } from './schedule.ts';

/* What only whoever takes or writes a listing asks: pages that show one do without. */

/** What is wrong with an event's times among each other, each at its field. */
export function scheduleProblems({ startsAt, endsAt, doorsAt, salesEndAt, checkInAt }: Schedule): Refusal[] {
  const problems: Refusal[] = [];
  const say = (field: keyof Schedule, code: string, message: string) => problems.push({ field, code, message });
  const isAfter = (one: Moment, other: Moment) => one !== null && other !== null && new Date(one) > new Date(other);
  if (startsAt === null) {
    if (doorsAt !== null) say('doorsAt', 'needs_start', 'needs the start of the event');
    if (endsAt !== null) say('endsAt', 'needs_start', 'needs the start of the event');
  } else if (endsAt !== null && !isAfter(endsAt, startsAt)) {
    say('endsAt', 'before_start', 'must be after the start');
  }
  if (isAfter(doorsAt, startsAt)) say('doorsAt', 'after_start', 'must not be after the start');
  const over = overAt({ startsAt, endsAt });
  if (isAfter(salesEndAt, over)) say('salesEndAt', 'after_end', 'must not be after the end of the event');
  if (isAfter(checkInAt, over)) say('checkInAt', 'after_end', 'must not be after the end of the event');
  return problems;
}

/** What is wrong with the times of an event that is over by now, at the field that says so; undefined while it is not. */
export function overProblem(times: EventTimes, now: Date): Refusal | undefined {
  if (phaseAt(times, now) !== 'over') return undefined;
  const field = times.endsAt === null ? 'startsAt' : 'endsAt';
  return { field, code: 'over', message: 'is in the past: the event would be over already' };
}
