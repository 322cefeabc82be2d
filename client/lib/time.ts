import { type TimeStyle, writeTime } from '@frontrow/common/contracts';

/** How a reader writes dates, and where they are. */
export interface Zone {
  locale: string;
  timeZone: string;
}

/** Whether clocks in a reader's zone show another time than those of an event. */
export function differ(instant: string, eventZone: string, readersZone: string): boolean {
  const shows = (timeZone: string) =>
    (['day', 'clock'] as const satisfies TimeStyle[]).map((style) =>
      writeTime(instant, style, { locale: 'en', timeZone }),
    );
  return String(shows(eventZone)) !== String(shows(readersZone));
}
