import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { chooseLocale, type Locale, readPreferred, variantOf } from '@/i18n/locales';
import { LANGUAGE_COOKIE } from './language-cookie';
import type { Zone } from './time';

/** Cookie in which the browser tells its time zone, so that the server renders the reader's own times. */
export const ZONE_COOKIE = 'zone';
export const THEME_COOKIE = 'theme';
/** The cookies of auth, which bear the prefix of the second names where there is TLS. */
const SESSION_COOKIES = ['session', '__Host-session'];
const PENDING_COOKIES = ['pending', '__Host-pending'];
/** In which proxy.ts hands on the page's nonce, for scripts of our own. */
export const NONCE_HEADER = 'x-nonce';

/** The language to show a page in. */
export const readLocale = cache(async (): Promise<Locale> => {
  const preferred = readPreferred((await headers()).get('accept-language'));
  return chooseLocale((await cookies()).get(LANGUAGE_COOKIE)?.value, preferred);
});

/** How the reader writes dates, and their time zone as the browser told it; UTC until it has (`known`). */
export const readZone = cache(async (): Promise<Zone & { known: boolean }> => {
  const preferred = readPreferred((await headers()).get('accept-language'));
  const timeZone = knownZone((await cookies()).get(ZONE_COOKIE)?.value);
  const locale = variantOf(await readLocale(), preferred);
  return { locale, timeZone: timeZone ?? 'UTC', known: timeZone !== undefined };
});

export async function readTheme(): Promise<'light' | 'dark' | undefined> {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return theme === 'light' || theme === 'dark' ? theme : undefined;
}

interface Cookies {
  has: (name: string) => boolean;
}
export const bearsSession = (given: Cookies): boolean => SESSION_COOKIES.some((name) => given.has(name));
export const hasSession = async (): Promise<boolean> => bearsSession(await cookies());

/** Whether a password was given that was not enough to sign in. */
export async function hasPending(): Promise<boolean> {
  const given = await cookies();
  return PENDING_COOKIES.some((name) => given.has(name));
}

function knownZone(timeZone: string | undefined): string | undefined {
  try {
    return timeZone ? new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone : undefined;
  } catch {
    return undefined;
  }
}
