'use client';
import { useLocale } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { variantOf } from '@/i18n/locales';
import { formatTime, type TimeStyle } from '@/lib/time';

const never = () => () => {};
const hereZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Props {
  instant: string;
  style: TimeStyle;
  /** What the server wrote. The browser starts from exactly this, then puts it right if the server guessed wrong. */
  text?: string;
}

export function LocalTime({ instant, style, text }: Props) {
  const language = useLocale();
  const shown = useSyncExternalStore(
    never,
    () => formatTime(instant, style, { locale: variantOf(language, navigator.languages), timeZone: hereZone() }),
    () => text ?? formatTime(instant, style, { locale: language, timeZone: 'UTC' }),
  );
  return <time dateTime={instant}>{shown}</time>;
}
