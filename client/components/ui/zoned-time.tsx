'use client';
import { type TimeStyle, writeTime } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { useContext } from 'react';
import { DrawnAt, useReaderZone } from './reader';

/*
 * The server writes times by what it knows of the reader. Where that is nothing, lib/own-page.ts puts them right before
 * the page is seen, by what these elements say in `data-time` (a style), `data-zone` and `data-until`; React then finds its
 * own words changed, which it is told to expect.
 */

interface ZonedTimeProps {
  instant: string;
  style: TimeStyle;
  timeZone: string;
  until?: string | null | undefined;
  withZone?: boolean;
  /** It is read at any time, so it says the year. */
  forLong?: boolean;
}

/** An instant by the clocks of a zone, as the reader writes it. */
export function ZonedTime({ instant, style, timeZone, until, withZone, forLong }: ZonedTimeProps) {
  const [{ locale }, drawnAt] = [useReaderZone(), useContext(DrawnAt)];
  return (
    <time
      dateTime={instant}
      data-time={style}
      data-zone={timeZone}
      data-until={until ?? undefined}
      data-for-long={forLong}
      suppressHydrationWarning
    >
      {writeTime(instant, style, { locale, timeZone, now: forLong ? undefined : drawnAt, until, withZone })}
    </time>
  );
}

/** When an event is, in one line: by the clocks of where it is, which its place says. */
export function CardTime({ event: { startsAt, timeZone } }: { event: { startsAt: string | null; timeZone: string } }) {
  const t = useTranslations('ui.time');
  return startsAt ? <ZonedTime instant={startsAt} style="card" timeZone={timeZone} /> : t('unannounced');
}
