'use client';
import { useTranslations } from 'next-intl';
import { formatTime, readersTime, type TimeStyle } from '@/lib/time';
import { useReaderZone } from './reader';

/*
 * The server writes times by what it knows of the reader. Where that is nothing, lib/own-times.ts puts them right before
 * the page is seen, by what these elements say in `data-time` (a style) and `data-zone`; React then finds its own words
 * changed, which it is told to expect.
 */

/** An instant as the reader writes it, where they are. Until their zone is known, in UTC and saying so. */
export function Time({ instant, style }: { instant: string; style: TimeStyle }) {
  const text = formatTime(instant, style, useReaderZone());
  return (
    <time dateTime={instant} data-time={style} suppressHydrationWarning>
      {text}
    </time>
  );
}

interface EventTimeProps {
  event: { startsAt: string | null; timeZone: string };
  style: 'event' | 'full';
}

/**
 * When an event starts, by the clocks of where it is; below that by the reader's, where those show another time. Or that
 * its seller has not said.
 */
export function EventTime({ event: { startsAt, timeZone }, style }: EventTimeProps) {
  const [t, reader] = [useTranslations('ui.time'), useReaderZone()];
  if (!startsAt) return t('unannounced');
  const theirs = reader.known ? readersTime(startsAt, timeZone, reader) : undefined;
  return (
    <>
      <time dateTime={startsAt} data-time={style} data-zone={timeZone} suppressHydrationWarning>
        {formatTime(startsAt, style, { ...reader, timeZone })}
      </time>
      <span hidden={!theirs} className="for-reader" suppressHydrationWarning>
        {theirs ? t('forReader', { time: theirs }) : ''}
      </span>
    </>
  );
}
