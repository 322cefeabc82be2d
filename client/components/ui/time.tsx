import { getTranslations } from 'next-intl/server';
import { readZone } from '@/lib/reader';
import { formatTime, type TimeStyle } from '@/lib/time';
import { LocalTime } from './local-time';

/** An instant as the reader writes it, where they are. Until their zone is known, in UTC and saying so. */
export async function Time({ instant, style }: { instant: string; style: TimeStyle }) {
  const zone = await readZone();
  return <LocalTime instant={instant} style={style} text={formatTime(instant, style, zone)} />;
}

/** When an event starts, or that its seller has not said. */
export async function EventTime({ instant, style }: { instant: string | null; style: TimeStyle }) {
  const t = await getTranslations('site.announced');
  return instant ? <Time instant={instant} style={style} /> : t('date');
}
