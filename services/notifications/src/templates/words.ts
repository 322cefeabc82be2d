import { type Currency, formatMoney, type Language } from '@frontrow/common/contracts';
import type { Place } from '../mail.ts';

const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

/** `(5000, 'EUR', 'de')` is "50,00 €". */
export const money = (minor: number, currency: Currency, language: Language): string =>
  formatMoney(minor, currency, locales[language]);

/** An instant with its weekday and zone; the event's own zone where it is known, else UTC. */
export function time(instant: string, timeZone: string | null | undefined, language: Language): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat(locales[language], {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone: zone,
    }).format(new Date(instant));
  try {
    return format(timeZone ?? 'UTC');
  } catch {
    return format('UTC'); // a zone that this runtime does not know
  }
}

/** The time of day alone, beside a time that tells the day. */
export function clock(instant: string, { timeZone }: { timeZone: string | null }, language: Language): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(
      new Date(instant),
    );
  try {
    return format(timeZone ?? 'UTC');
  } catch {
    return format('UTC');
  }
}

/** Venue, city and country, as far as they are known. */
export const place = ({ venue, city, country }: Place): string => [venue, city, country].filter(Boolean).join(', ');

const noDate: Record<Language, string> = { en: 'Date to be announced', de: 'Termin folgt' };

export const date = ({ startsAt }: Place, timeZone: string | null | undefined, language: Language): string =>
  startsAt === null ? noDate[language] : time(startsAt, timeZone, language);

/** Why someone gets a mail who may have no account here. */
export const usedHere: Record<Language, string> = {
  en: 'You get this mail because someone used this address at Frontrow.',
  de: 'Du bekommst diese E-Mail, weil jemand diese Adresse bei Frontrow verwendet hat.',
};
