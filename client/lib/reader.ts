import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import type { Zone } from './time';

/** Cookie in which the browser tells its time zone, so that the server renders the reader's own times. */
export const ZONE_COOKIE = 'zone';
export const THEME_COOKIE = 'theme';
export const SESSION_COOKIE = 'session';

/** The reader's language and time zone as this request tells them; UTC until the browser has said otherwise (`known`). */
export const readZone = cache(async (): Promise<Zone & { known: boolean }> => {
  const [jar, head] = [await cookies(), await headers()];
  const language = head.get('accept-language')?.split(/[,;]/)[0]?.trim();
  const timeZone = knownZone(jar.get(ZONE_COOKIE)?.value);
  return { locale: supported(language) ?? 'en', timeZone: timeZone ?? 'UTC', known: timeZone !== undefined };
});

export async function readTheme(): Promise<'light' | 'dark' | undefined> {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return theme === 'light' || theme === 'dark' ? theme : undefined;
}

export const hasSession = async (): Promise<boolean> => (await cookies()).has(SESSION_COOKIE);

function supported(language: string | undefined): string | undefined {
  try {
    return language ? Intl.DateTimeFormat.supportedLocalesOf(language)[0] : undefined;
  } catch {
    return undefined;
  }
}

function knownZone(timeZone: string | undefined): string | undefined {
  try {
    return timeZone ? new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone : undefined;
  } catch {
    return undefined;
  }
}
