import { type Currency, formatMoney, type Language, type TimeStyle, writeTime } from '@frontrow/common/contracts';
import type { Place } from '../mail.ts';

const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

/** `(5000, 'EUR', 'de')` is "50,00 €". */
export const money = (minor: number, currency: Currency, language: Language): string =>
  formatMoney(minor, currency, locales[language]);

/** By which clocks a time is told, and from when: without a present the year is said, as on what is kept for long. */
export interface Clocks {
  timeZone?: string | null | undefined;
  now?: Date;
  withZone?: boolean;
  until?: string | null;
}

/** An instant as the pages write it: by the clocks of an event's own zone where that is known, else by UTC. */
export function time(
  instant: string,
  { timeZone, now, ...rest }: Clocks,
  language: Language,
  style: TimeStyle = 'full',
): string {
  const write = (zone: string) =>
    writeTime(instant, style, { ...rest, locale: locales[language], timeZone: zone, now: now?.getTime() });
  try {
    return write(timeZone ?? 'UTC');
  } catch {
    return write('UTC'); // a zone that this runtime does not know
  }
}

/** Venue, city and country, as far as they are known. */
export const place = ({ venue, city, country }: Place): string => [venue, city, country].filter(Boolean).join(', ');

const noDate: Record<Language, string> = { en: 'Date to be announced', de: 'Termin folgt' };

/** When an event is, as far as that is known. */
export const date = (
  { startsAt, endsAt, timeZone }: Place & Pick<Clocks, 'timeZone'> & { endsAt?: string | null },
  clocks: Pick<Clocks, 'now' | 'withZone'>,
  language: Language,
): string =>
  startsAt === null ? noDate[language] : time(startsAt, { ...clocks, timeZone, until: endsAt ?? null }, language);

/** Why someone gets a mail who may have no account here. */
export const usedHere: Record<Language, string> = {
  en: 'You get this mail because someone used this address at Frontrow.',
  de: 'Du bekommst diese E-Mail, weil jemand diese Adresse bei Frontrow verwendet hat.',
};
