/** How a reader writes dates, and where they are. */
export interface Zone {
  locale: string;
  timeZone: string;
}

/** `card`: Sat, 28 Nov, 19:30 · `full`: with weekday, year and zone · `stamp`: to the second, for what happened. */
export type TimeStyle = 'card' | 'full' | 'stamp' | 'day';

const formats: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  card: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  stamp: {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
};

export const formatTime = (instant: string, style: TimeStyle, { locale, timeZone }: Zone): string =>
  new Intl.DateTimeFormat(locale, { ...formats[style], timeZone }).format(new Date(instant));

/** The instant at which a calendar day such as `2026-11-28` begins in a time zone; undefined when it is no date. */
export function startOfDay(day: string, timeZone: string, plusDays = 0): string | undefined {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + plusDays * 86_400_000;
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(asUtc)) return undefined;
  // Twice, because the offset at the guess may differ from the offset at the answer on the day clocks change.
  const first = asUtc - offset(asUtc, timeZone);
  return new Date(asUtc - offset(first, timeZone)).toISOString();
}

/** Milliseconds that a zone is ahead of UTC at an instant. */
function offset(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - instant;
}
