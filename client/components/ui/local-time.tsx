'use client';
import { useSyncExternalStore } from 'react';
import { formatTime, type TimeStyle } from '@/lib/time';

const never = () => () => {};
const here = () => ({ locale: navigator.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });

interface Props {
  instant: string;
  style: TimeStyle;
  /** What the server wrote. The browser starts from exactly this, then puts it right if the server guessed wrong. */
  text?: string;
}

export function LocalTime({ instant, style, text }: Props) {
  const shown = useSyncExternalStore(
    never,
    () => formatTime(instant, style, here()),
    () => text ?? formatTime(instant, style, { locale: 'en', timeZone: 'UTC' }),
  );
  return <time dateTime={instant}>{shown}</time>;
}
