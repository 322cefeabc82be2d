/*
 * What clocks show where, by this runtime's own table of time zones. Nothing here needs zod, so that a browser can do this
 * arithmetic without loading the schemas. Time zones are IANA names, such as `Europe/Berlin`.
 */

const DAY_MS = 86_400_000;

/**
 * The name of a time zone with its capitals, or undefined when this runtime knows none of this name. Where a zone has several
 * names, it stays the one that was given: runtimes would make Asia/Calcutta of Asia/Kolkata, and Europe/Kiev of Europe/Kyiv.
 */
export function findTimeZone(name: string): string | undefined {
  const known = knownTimeZone(name);
  if (known === undefined || known.toLowerCase() === name.toLowerCase()) return known;
  if (name.includes('/')) return name.replaceAll(/[^/_-]+/g, capitalized);
  return /^[A-Z]/.test(name) ? name : known;
}

function knownTimeZone(name: string): string | undefined {
  try {
    if (!/^[a-z]/i.test(name)) return undefined;
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** A part of such a name: US, GMT+0 and ACT are abbreviations. */
function capitalized(part: string): string {
  if (/^us$/i.test(part)) return 'US';
  return /^[A-Z](?:.*[a-z\d]|.{0,2}$)/.test(part) ? part : part.charAt(0).toUpperCase() + part.slice(1).toLowerCase();
}

/** What clocks in a time zone show at an instant: `2026-11-28 19:30:00`. */
export const localTime = (instant: Date, timeZone: string): string =>
  new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone)).toISOString().slice(0, 19).replace('T', ' ');

/** What clocks in a time zone show, to the minute, as a `datetime-local` field holds it: `2026-11-28T19:30`. */
export const wallTime = (instant: Date, timeZone: string): string =>
  localTime(instant, timeZone).slice(0, 16).replace(' ', 'T');

/** An instant with the offset that it has in a time zone: `2026-11-28T19:30:00+01:00`. */
export function zonedTime(instant: Date, timeZone: string): string {
  const minutes = Math.round(offsetAt(instant.getTime(), timeZone) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = [hours, rest].map((part) => String(part).padStart(2, '0')).join(':');
  return `${localTime(instant, timeZone).replace(' ', 'T')}${minutes < 0 ? '-' : '+'}${offset}`;
}

/**
 * The instants at which clocks in a time zone show a time such as `2026-11-28T19:30`, the earliest first: one, as a rule;
 * two in the hour that comes twice when clocks are set back; none in the hour that is skipped when they are set forward.
 */
export function instantsOf(wall: string, timeZone: string): Date[] {
  const asUtc = Date.parse(`${wall}Z`);
  // Nowhere are clocks set twice within two days, so there are no more offsets than these.
  const around = [asUtc - DAY_MS, asUtc + DAY_MS].map((instant) => offsetAt(instant, timeZone));
  const fitting = [...new Set(around)].filter((offset) => offsetAt(asUtc - offset, timeZone) === offset);
  return fitting.map((offset) => new Date(asUtc - offset)).sort((one, other) => one.getTime() - other.getTime());
}

/**
 * The first instant of a day in a time zone. Where clocks are set at midnight that may be another hour than 0, or the
 * first of two.
 */
export function startOfDay(day: string, timeZone: string): Date {
  const asUtc = Date.parse(day);
  const [midnight] = instantsOf(`${day}T00:00`, timeZone);
  // No clock showed midnight: the day began when they were set forward.
  return midnight ?? new Date(asUtc - offsetAt(asUtc - DAY_MS, timeZone));
}

/** Milliseconds that clocks in a time zone are ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(instant)) shown[type] = value;
  const at = (type: Intl.DateTimeFormatPartTypes) => Number(shown[type]);
  const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
  return local - Math.floor(instant / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making one takes far longer than reading it, and there are only so many time zones. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
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
