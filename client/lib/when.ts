import { addDays, dayAt, instantsOf, startOfDay } from '@frontrow/common/contracts';

export const whens = ['today', 'tomorrow', 'weekend'] as const;
export type When = (typeof whens)[number];

/** When a weekend begins: on Friday, with the evening. */
const EVENING = '17:00';
const FRIDAY = 5;

/** From when until when that is for a reader in a time zone. What is over already is not in it, but what is on now. */
export function periodOf(when: When, now: Date, timeZone: string): { from: Date; to: Date } {
  const today = dayAt(now, timeZone);
  if (when === 'tomorrow') {
    return { from: startOfDay(addDays(today, 1), timeZone), to: startOfDay(addDays(today, 2), timeZone) };
  }
  // To the minute, so that what many ask for is the same.
  const thisMinute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  if (when === 'today') return { from: thisMinute, to: startOfDay(addDays(today, 1), timeZone) };
  const weekday = new Date(today).getUTCDay() || 7;
  const friday = addDays(today, FRIDAY - weekday);
  const begins = instantsOf(`${friday}T${EVENING}`, timeZone)[0] ?? startOfDay(addDays(friday, 1), timeZone);
  return { from: begins > thisMinute ? begins : thisMinute, to: startOfDay(addDays(friday, 3), timeZone) };
}
