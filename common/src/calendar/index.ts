import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { CalendarEntry } from '../contracts/index.ts';

/**
 * An event as an iCalendar file (RFC 5545). The listing's id is the UID for good and its version the SEQUENCE, so that
 * opening a later file, wherever it comes from, moves the entry instead of adding another. Instants are in UTC, which every
 * calendar shows in its owner's zone.
 */
export function calendarFile({ language, title, place, startsAt, endsAt, text, ...entry }: CalendarEntry): string {
  const asOf = new Date(entry.asOf);
  const calendar = ical({
    prodId: { company: 'Frontrow', product: 'Frontrow', language: language.slice(0, 2).toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: entry.id,
    sequence: entry.version,
    start: new Date(startsAt),
    ...(endsAt && { end: new Date(endsAt) }),
    stamp: asOf,
    lastModified: asOf,
    status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: oneLine(title),
    location: oneLine(place) || null,
    description: text.map(printable).filter(Boolean).join('\n\n'),
    url: entry.url,
  });
  // The last line ends like the others.
  return `${calendar}\r\n`;
}

/** Without the control characters, line breaks aside, which the format does not allow. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const printable = (text: string): string => text.replace(/[\0-\x09\x0b-\x1f\x7f]/g, ' ').trim();

const oneLine = (text: string): string => printable(text).replace(/\s+/g, ' ');
