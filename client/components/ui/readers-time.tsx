'use client';
import { useSyncExternalStore } from 'react';
import { readersTime } from '@/lib/time';

const never = () => () => {};
const here = () => ({ locale: navigator.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });

interface Props {
  instant: string;
  eventZone: string;
  /** What the server wrote, by what it knows of the reader. The browser starts from this, then puts it right. */
  text: string | undefined;
}

/** When something starts by the reader's own clocks, if those show another time than the event's. */
export function ReadersTime({ instant, eventZone, text }: Props) {
  const shown = useSyncExternalStore(
    never,
    () => readersTime(instant, eventZone, here()),
    () => text,
  );
  return shown && <span className="block text-sm font-normal text-muted">{shown} for you</span>;
}
