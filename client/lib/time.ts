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
