'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { formatTime, readersTime, styleBeside, type TimeStyle } from '@/lib/time';
import { usePhase } from './phase';
import { useReaderZone } from './reader';

/*
 * The server writes times by what it knows of the reader. Where that is nothing, lib/own-page.ts puts them right before
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
  /** What else is told by the same clocks. */
  children?: ReactNode;
}

/**
 * When an event starts, by the clocks of where it is; below that by the reader's, where those show another time. Or that
 * its seller has not said.
 */
export function EventTime({ event: { startsAt, timeZone }, style, children }: EventTimeProps) {
  const [t, reader] = [useTranslations('ui.time'), useReaderZone()];
  if (!startsAt) return t('unannounced');
  const theirs = reader.known ? readersTime(startsAt, timeZone, reader) : undefined;
  return (
    <>
      <ZonedTime instant={startsAt} style={style} timeZone={timeZone} />
      {children}
      <span hidden={!theirs} className="for-reader" suppressHydrationWarning>
        {theirs ? t('forReader', { time: theirs }) : ''}
      </span>
    </>
  );
}

interface ZonedTimeProps {
  instant: string;
  style: TimeStyle;
  timeZone: string;
}

/** An instant by the clocks of a zone, as the reader writes it. */
export function ZonedTime({ instant, style, timeZone }: ZonedTimeProps) {
  const { locale } = useReaderZone();
  return (
    <time dateTime={instant} data-time={style} data-zone={timeZone} suppressHydrationWarning>
      {formatTime(instant, style, { locale, timeZone })}
    </time>
  );
}

interface EventHoursProps {
  event: { startsAt: string | null; doorsAt: string | null; endsAt: string | null; timeZone: string };
}

/** When the doors of an event open and when it ends, as far as its seller has said; while it is on, only the latter. */
export function EventHours({ event }: EventHoursProps) {
  const [t, phase] = [useTranslations('ui.time.hours'), usePhase(event)];
  const { startsAt, endsAt, timeZone } = event;
  const doorsAt = phase === 'upcoming' ? event.doorsAt : null;
  if (!doorsAt && !endsAt) return null;
  const clock = (instant: string | null) => () =>
    instant && <ZonedTime instant={instant} style={styleBeside(startsAt, instant)} timeZone={timeZone} />;
  const which = doorsAt && endsAt ? 'both' : doorsAt ? 'doors' : 'until';
  return (
    <span className="block text-sm font-normal">{t.rich(which, { doors: clock(doorsAt), end: clock(endsAt) })}</span>
  );
}
