'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { variantOf } from '@/i18n/locales';
import { readersTime } from '@/lib/time';

const never = () => () => {};
const hereZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Props {
  instant: string;
  eventZone: string;
  /** What the server wrote, by what it knows of the reader. The browser starts from this, then puts it right. */
  text: string | undefined;
}

/** When something starts by the reader's own clocks, if those show another time than the event's. */
export function ReadersTime({ instant, eventZone, text }: Props) {
  const [t, language] = [useTranslations('ui.time'), useLocale()];
  const here = () => ({ locale: variantOf(language, navigator.languages), timeZone: hereZone() });
  const shown = useSyncExternalStore(
    never,
    () => readersTime(instant, eventZone, here()),
    () => text,
  );
  return shown && <span className="block text-sm font-normal text-muted">{t('forReader', { time: shown })}</span>;
}
