import { getTranslations } from 'next-intl/server';
import { readZone } from '@/lib/reader';
import { formatTime, readersTime, type TimeStyle } from '@/lib/time';
import { LocalTime } from './local-time';
import { ReadersTime } from './readers-time';

/** An instant as the reader writes it, where they are. Until their zone is known, in UTC and saying so. */
export async function Time({ instant, style }: { instant: string; style: TimeStyle }) {
  const zone = await readZone();
  return <LocalTime instant={instant} style={style} text={formatTime(instant, style, zone)} />;
}

interface EventTimeProps {
  event: { startsAt: string | null; timeZone: string };
  style: 'event' | 'full';
}

/**
 * When an event starts, by the clocks of where it is; below that by the reader's, where those show another time. Or that
 * its seller has not said.
 */
export async function EventTime({ event: { startsAt, timeZone }, style }: EventTimeProps) {
  const [site, ui] = [await getTranslations('event.announced'), await getTranslations('ui.time')];
  if (!startsAt) return site('date');
  const reader = await readZone();
  const theirs = reader.known ? readersTime(startsAt, timeZone, reader) : undefined;
  return (
    <>
      <time dateTime={startsAt}>{formatTime(startsAt, style, { ...reader, timeZone })}</time>
      {style === 'full' ? (
        <ReadersTime instant={startsAt} eventZone={timeZone} text={theirs} />
      ) : (
        theirs && <span className="block text-sm font-normal text-muted">{ui('forReader', { time: theirs })}</span>
      )}
    </>
  );
}
