'use client';
import { styleBeside, type TimeStyle, writeTime } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { type ReactNode, useContext } from 'react';
import { differ } from '@/lib/time';
import { usePhase } from './phase';
import { DrawnAt, useReaderZone } from './reader';
import { ZonedTime } from './zoned-time';

/** An instant as the reader writes it, where they are. Until their zone is known, in UTC and saying so. */
export function Time({ instant, style }: { instant: string; style: TimeStyle }) {
  const [reader, now] = [useReaderZone(), useContext(DrawnAt)];
  return (
    <time dateTime={instant} data-time={style} suppressHydrationWarning>
      {writeTime(instant, style, { ...reader, now })}
    </time>
  );
}

interface EventTimeProps {
  event: { startsAt: string | null; endsAt?: string | null; timeZone: string };
  style: 'short' | 'full';
  /** What else is told by the same clocks. */
  children?: ReactNode;
}

/**
 * When an event is, by the clocks of where it is. Where the reader's show another time, with the zone and, below, the time
 * by theirs. Or that its seller has not said. `full` says when it ends as well, where that is known.
 */
export function EventTime({ event: { startsAt, endsAt, timeZone }, style, children }: EventTimeProps) {
  const [t, reader, now] = [useTranslations('ui.time'), useReaderZone(), useContext(DrawnAt)];
  if (!startsAt) return t('unannounced');
  const until = style === 'full' ? endsAt : undefined;
  const isElsewhere = reader.known && differ(startsAt, timeZone, reader.timeZone);
  return (
    <>
      <ZonedTime instant={startsAt} style={style} timeZone={timeZone} until={until} withZone={isElsewhere} />
      {children}
      <span hidden={!isElsewhere} className="for-reader" suppressHydrationWarning>
        {isElsewhere ? t('forReader', { time: writeTime(startsAt, 'short', { ...reader, now, until }) }) : ''}
      </span>
    </>
  );
}

interface EventDoorsProps {
  event: { startsAt: string | null; doorsAt: string | null; endsAt: string | null; timeZone: string };
}

/** When the doors of an event open, as far as its seller has said; not once it has begun. */
export function EventDoors({ event }: EventDoorsProps) {
  const [t, phase] = [useTranslations('ui.time'), usePhase(event)];
  const { startsAt, doorsAt, timeZone } = event;
  if (!doorsAt || phase !== 'upcoming') return null;
  const time = () => <ZonedTime instant={doorsAt} style={styleBeside(startsAt, doorsAt)} timeZone={timeZone} />;
  return <span className="block text-sm font-normal">{t.rich('doors', { time })}</span>;
}
