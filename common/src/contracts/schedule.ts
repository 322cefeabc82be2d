/*
 * When an event is on, when its tickets are sold and when they count at the door: the rules that every service and page goes
 * by. Whoever decides passes the database's time. Nothing here needs zod, so that a browser can use it without the schemas.
 */

const HOUR_MS = 3_600_000;

/** How long an event is taken to last when its seller does not say. */
export const ASSUMED_HOURS = 6;
/** How long before the doors open scans begin to count, unless the seller says otherwise. */
export const CHECK_IN_HOURS = 6;

/** Null where nobody has said. */
export type Moment = Date | string | null;

/** When an event begins and ends. */
export interface EventTimes {
  startsAt: Moment;
  endsAt: Moment;
}

const toDate = (moment: Moment): Date | null => (moment === null ? null : new Date(moment));
const later = (instant: Date, hours: number) => new Date(instant.getTime() + hours * HOUR_MS);

/** When an event is over; null when it never is, because it has no date. */
export function overAt({ startsAt, endsAt }: EventTimes): Date | null {
  const start = toDate(startsAt);
  return toDate(endsAt) ?? (start && later(start, ASSUMED_HOURS));
}

export type EventPhase = 'upcoming' | 'running' | 'over';

/** Where an event stands at an instant. One without a date is to come. */
export function phaseAt(times: EventTimes, now: Date): EventPhase {
  const [start, over] = [toDate(times.startsAt), overAt(times)];
  if (over && over <= now) return 'over';
  return start && start <= now ? 'running' : 'upcoming';
}

/** When nothing more is sold of an event: at its end, or earlier if its seller says so; null when that is never. */
export function salesOverAt({ salesEndAt, ...times }: EventTimes & { salesEndAt: Moment }): Date | null {
  const [end, over] = [toDate(salesEndAt), overAt(times)];
  return end && over ? new Date(Math.min(end.getTime(), over.getTime())) : (end ?? over);
}

/** From when on a scan lets somebody in; before that it only checks. Null: always. */
export function checkInFrom(event: { startsAt: Moment; doorsAt: Moment; checkInAt: Moment }): Date | null {
  const doors = toDate(event.doorsAt) ?? toDate(event.startsAt);
  return toDate(event.checkInAt) ?? (doors && later(doors, -CHECK_IN_HOURS));
}

/** Until when a buyer may have a refund, as the policy of the listing has it; null when there is no end to it. */
export function refundableUntil({ startsAt, refundHours }: { startsAt: Moment; refundHours: number }): Date | null {
  const start = toDate(startsAt);
  return start && later(start, -refundHours);
}

/** All the times that a seller may give of an event. */
export interface Schedule extends EventTimes {
  doorsAt: Moment;
  salesEndAt: Moment;
  checkInAt: Moment;
}
