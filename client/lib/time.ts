/** How a reader writes dates, and where they are. */
export interface Zone {
  locale: string;
  timeZone: string;
}

/**
 * `card`: Sat, 28 Nov, 19:30 · `event`: the same with the zone · `full`: with weekday, year and zone · `stamp`: to the
 * second, for what happened · `clock`: the time of day alone, beside a time that tells the day.
 */
export type TimeStyle = 'card' | 'event' | 'full' | 'stamp' | 'day' | 'clock';

const card = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;

export const formats: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  card,
  event: { ...card, timeZoneName: 'short' },
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
  clock: { hour: 'numeric', minute: '2-digit' },
};

/** Making one takes longer than a hundred uses. Readers may name any zone and variant, so only so many are kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATTERS = 200;

function formatterOf(style: TimeStyle, { locale, timeZone }: Zone): Intl.DateTimeFormat {
  const key = `${style} ${locale} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { ...formats[style], timeZone });
    if (formatters.size >= MOST_FORMATTERS) formatters.clear();
    formatters.set(key, formatter);
  }
  return formatter;
}

export const formatTime = (instant: string, style: TimeStyle, zone: Zone): string =>
  formatterOf(style, zone).format(new Date(instant));

const HALF_A_DAY_MS = 12 * 3_600_000;

/** How to tell when something is that belongs to an event which starts at an instant: so near it, the day goes without saying. */
export const styleBeside = (startsAt: string | null, instant: string): 'clock' | 'card' =>
  startsAt !== null && Math.abs(Date.parse(instant) - Date.parse(startsAt)) <= HALF_A_DAY_MS ? 'clock' : 'card';

/** An instant in a reader's own zone, or undefined where clocks show the same as in the zone of the event. */
export function readersTime(instant: string, eventZone: string, reader: Zone): string | undefined {
  const shows = (timeZone: string) => formatTime(instant, 'card', { locale: 'en', timeZone });
  return shows(eventZone) === shows(reader.timeZone) ? undefined : formatTime(instant, 'event', reader);
}
