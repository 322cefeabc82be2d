import type { TicketView } from '@frontrow/common/contracts';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { plainWords } from './markdown';
import { fullPlaceOf } from './place';
import { formatTime, styleBeside } from './time';

/** The variant of a language in which dates are written, and its words for when an event starts by the clocks of a zone. */
interface ReadersWords {
  locale: string;
  starts: (when: { time: string; zone: string }) => string;
  doors: (when: { time: string }) => string;
}

/**
 * An event as an iCalendar file (RFC 5545), or undefined while it has no date. The listing's id is the UID for good and
 * its version the SEQUENCE, so that opening a later file moves the entry instead of adding another. Instants are in UTC,
 * which every calendar shows in its owner's zone; what clocks show at the event is told in words. When it ends is left
 * out where its seller has not said.
 */
export function calendarOf(ticket: TicketView, url: string, words: ReadersWords): string | undefined {
  if (!ticket.startsAt) return undefined;
  const changed = new Date(ticket.updatedAt);
  const calendar = ical({
    prodId: { company: 'Frontrow', product: 'Frontrow', language: words.locale.slice(0, 2).toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: ticket.id,
    sequence: ticket.version,
    start: new Date(ticket.startsAt),
    ...(ticket.endsAt && { end: new Date(ticket.endsAt) }),
    stamp: changed,
    lastModified: changed,
    status: ticket.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: oneLine(ticket.title),
    location: oneLine(fullPlaceOf(ticket)) || null,
    description: [timeWords(ticket, ticket.startsAt, words), printable(plainWords(ticket.description)), url]
      .filter(Boolean)
      .join('\n\n'),
    url,
  });
  // The last line ends like the others.
  return `${calendar}\r\n`;
}

function timeWords(
  { doorsAt, timeZone }: TicketView,
  startsAt: string,
  { locale, starts, doors }: ReadersWords,
): string {
  const told = starts({ time: formatTime(startsAt, 'full', { locale, timeZone }), zone: timeZone });
  if (!doorsAt) return told;
  const time = formatTime(doorsAt, styleBeside(startsAt, doorsAt), { locale, timeZone });
  return `${told}\n${doors({ time })}`;
}

/** Without the control characters, line breaks aside, which the format does not allow. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const printable = (text: string): string => text.replace(/[\0-\x09\x0b-\x1f\x7f]/g, ' ').trim();

const oneLine = (text: string): string => printable(text).replace(/\s+/g, ' ');
