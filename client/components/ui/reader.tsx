'use client';
import { useLocale } from 'next-intl';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { type Locale, variantOf } from '@/i18n/locales';
import type { Zone } from '@/lib/time';

/** `known`: the zone is the reader's own, not just where we begin. */
export type ReaderZone = Zone & { known: boolean };

const Told = createContext<ReaderZone>({ locale: 'en', timeZone: 'UTC', known: false });

/** When the server drew the page: a copy of it may be a little older than what its reader's clock shows. */
export const DrawnAt = createContext(0);

interface Props {
  zone: ReaderZone;
  drawnAt: number;
  children: ReactNode;
}

/** What the server knows of its reader: much with a session, nothing on a page that everybody gets (ADR 34). */
export const Reader = ({ zone, drawnAt, children }: Props) => (
  <Told value={zone}>
    <DrawnAt value={drawnAt}>{children}</DrawnAt>
  </Told>
);

const never = () => () => {};
const here = new Map<Locale, ReaderZone>();

/**
 * How the reader writes dates, and where they are. A page begins with what the server knew, so that both draw the same;
 * from then on it is what the browser says.
 */
export function useReaderZone(): ReaderZone {
  const [language, told] = [useLocale(), useContext(Told)];
  const inBrowser = () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const locale = variantOf(language, navigator.languages);
    if (told.known && told.timeZone === timeZone && told.locale === locale) return told;
    const kept = here.get(language) ?? { locale, timeZone, known: true };
    here.set(language, kept);
    return kept;
  };
  return useSyncExternalStore(never, inBrowser, () => told);
}
