/** `short`: Thu 3 Dec, 8 pm · `card`: the same, with the year in the place of the weekday · `full`: Thursday 3 December, 8 pm · `day`: 3 Dec · `clock`: 8 pm · `stamp`: 3 Dec, 8:00:05 pm. */
export type TimeStyle = 'short' | 'card' | 'full' | 'day' | 'clock' | 'stamp';

export interface TimeSetting {
  /** A language or a variant of one, as `en-GB`. */
  locale: string;
  timeZone: string;
  /** When it is read. The year goes without saying where it is this one and near; without a present it is always said. */
  now?: number | undefined;
  /** Whether to name the zone. UTC is named in any case: it is the clock of no place. */
  withZone?: boolean | undefined;
  /** When it ends, for what has a beginning and an end. */
  until?: string | null | undefined;
}

/**
 * Makes the one function that writes dates, on pages and in mails, as people write them. It stands for itself, as its
 * own source, since pages have it before any script is loaded: so it may use nothing but what is in it.
 */
export function timeWriter() {
  const HALF_A_DAY = 43_200_000;
  const HALF_A_YEAR = 366 * HALF_A_DAY;
  const DAY = { day: 'numeric', month: 'short' } as const;
  const STYLES = {
    short: { ...DAY, weekday: 'short' },
    card: { ...DAY, weekday: 'short' },
    full: { day: 'numeric', month: 'long', weekday: 'long' },
    day: DAY,
    clock: undefined,
    stamp: DAY,
  } as const;

  // Making one takes longer than a hundred uses. Readers may name any zone and variant, so only so many are kept.
  let made: Record<string, Intl.DateTimeFormat> = {};
  let count = 0;
  function formatter(locale: string, options: Intl.DateTimeFormatOptions) {
    const key = locale + JSON.stringify(options);
    if (!made[key]) {
      count += 1;
      if (count % 200 === 0) made = {};
      made[key] = new Intl.DateTimeFormat(locale, options);
    }
    return made[key];
  }

  return (instant: string, style: TimeStyle, setting: TimeSetting): string => {
    const { locale, timeZone, now, withZone, until } = setting;
    const language = locale.slice(0, 2);

    /** What a calendar and a clock show: `12/3/26`, `26`, `20`, `00`, `05`. */
    function read(date: Date | number) {
      const shown = formatter('en', { dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23', timeZone });
      const [, day, year, hour, minutes, seconds] = /(.+\/(\d+)), (\d+):(\d+):(\d+)/.exec(shown.format(date)) ?? [];
      return { date, day, year, hour: Number(hour), minutes, seconds };
    }
    const start = read(new Date(instant));
    const end = until ? read(new Date(until)) : start;
    const isFar = now === undefined || read(now).year !== end.year || Math.abs(Number(end.date) - now) > HALF_A_YEAR;

    function dayOf({ date }: typeof start, withYear = isFar) {
      if (!STYLES[style]) return '';
      const parts = style === 'card' && withYear ? DAY : STYLES[style];
      const options = { ...parts, ...(withYear && { year: 'numeric' as const }), timeZone };
      const text = formatter(locale, options).format(date);
      // Some runtimes have a comma there, others none.
      const day = language === 'en' ? text.replace(/^(\w+), (?=\d)/, '$1 ') : text;
      return style === 'day' ? day : `${day}, `;
    }
    /** The time of day, and what follows it. */
    function clockOf({ date, hour, minutes, seconds }: typeof start): [time: string, sign: string] {
      const rest = style === 'stamp' ? `:${minutes}:${seconds}` : minutes === '00' ? '' : `:${minutes}`;
      if (language === 'de') return [hour + rest, '\u00a0Uhr'];
      if (language === 'en') return [(hour % 12 || 12) + rest, hour < 12 ? '\u00a0am' : '\u00a0pm'];
      const options = { timeStyle: style === 'stamp' ? 'medium' : 'short', timeZone } as const;
      return [formatter(locale, options).format(date), ''];
    }
    if (style === 'day') return dayOf(start);

    const [[time, sign], [endTime, endSign]] = [clockOf(start), clockOf(end)];
    let text = dayOf(start) + time + sign;
    if (end !== start) {
      const isShort = start.day === end.day || Number(end.date) - Number(start.date) <= HALF_A_DAY;
      text = isShort
        ? dayOf(start) + (sign === endSign ? `${time}–` : `${time}${sign} – `) + endTime + endSign
        : `${dayOf(start, isFar && start.year !== end.year)}${time}${sign} – ${dayOf(end)}${endTime}${endSign}`;
    }
    if (style === 'clock' || !(withZone || timeZone === 'UTC')) return text;
    const zone = formatter(locale, { timeZoneName: 'short', timeZone }).formatToParts(start.date);
    return `${text} ${zone.find(({ type }) => type === 'timeZoneName')?.value}`;
  };
}
export type WriteTime = ReturnType<typeof timeWriter>;

/** Writes an instant, or from one to another, as people write it where and how they say. */
export const writeTime: WriteTime = timeWriter();

const HALF_A_DAY_MS = 12 * 3_600_000;

/** How to tell when something is that belongs to an event which starts at an instant: so near it, the day goes without saying. */
export const styleBeside = (startsAt: string | null, instant: string): 'clock' | 'short' =>
  startsAt !== null && Math.abs(Date.parse(instant) - Date.parse(startsAt)) <= HALF_A_DAY_MS ? 'clock' : 'short';
