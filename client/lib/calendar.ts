import { calendarFile } from '@frontrow/common/calendar';
import { styleBeside, type TicketView, writeTime } from '@frontrow/common/contracts';
import { plainWords } from './markdown';
import { fullPlaceOf } from './place';

/** The variant of a language in which dates are written, and its words for when an event starts by the clocks of a zone. */
interface ReadersWords {
  locale: string;
  starts: (when: { time: string; zone: string }) => string;
  doors: (when: { time: string }) => string;
}

/**
 * An event as an iCalendar file, or undefined while it has no date. What clocks show at the event is told in words. When it
 * ends is left out where its seller has not said.
 */
export function calendarOf(ticket: TicketView, url: string, words: ReadersWords): string | undefined {
  const { id, version, title, startsAt, endsAt, status, description, updatedAt } = ticket;
  if (!startsAt) return undefined;
  return calendarFile({
    id,
    version,
    title,
    place: fullPlaceOf(ticket),
    startsAt,
    endsAt,
    cancelled: status === 'cancelled',
    text: [timeWords(ticket, startsAt, words), plainWords(description), url],
    url,
    language: words.locale,
    asOf: updatedAt,
  });
}

function timeWords(
  { doorsAt, timeZone }: TicketView,
  startsAt: string,
  { locale, starts, doors }: ReadersWords,
): string {
  const told = starts({ time: writeTime(startsAt, 'full', { locale, timeZone }), zone: timeZone });
  if (!doorsAt) return told;
  const time = writeTime(doorsAt, styleBeside(startsAt, doorsAt), { locale, timeZone });
  return `${told}\n${doors({ time })}`;
}
