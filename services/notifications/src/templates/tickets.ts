import { type CalendarEntry, type Language, orderNumber, showShortCode, styleBeside } from '@frontrow/common/contracts';
import type { Attachment, KnownListing } from '../mail.ts';
import type { Context, Ticket } from './draft.ts';
import { eventOf, orderIn } from './order-facts.ts';
import { date, place, time } from './words.ts';

const words = {
  en: {
    ticket: (number: number, of: number) => `Ticket ${number} of ${of}`,
    order: (number: string) => `Order ${number}`,
    holder: (name: string) => `Holder: ${name}`,
    doors: (time: string) => `Doors ${time}`,
    starts: (time: string) => `Starts ${time}`,
    qr: (ticket: string) => `QR code: ${ticket}`,
    say: 'Or say this code',
    file: 'event',
  },
  de: {
    ticket: (number: number, of: number) => `Karte ${number} von ${of}`,
    order: (number: string) => `Bestellung ${number}`,
    holder: (name: string) => `Inhaber: ${name}`,
    doors: (time: string) => `Einlass ${time}`,
    starts: (time: string) => `Beginn ${time}`,
    qr: (ticket: string) => `QR-Code: ${ticket}`,
    say: 'Oder nenne diesen Code',
    file: 'veranstaltung',
  },
};

type Complete = Context<'order_complete'>;

const cidOf = (number: number) => `ticket-${number}@frontrow`;

const hoursOf = (event: KnownListing, language: Language): string[] =>
  event.doorsAt
    ? [words[language].doors(time(event.doorsAt, event, language, styleBeside(event.startsAt, event.doorsAt)))]
    : [];

/** The tickets of an order as a mail shows them; none where their codes could not be read. */
export function ticketsOf(context: Complete, language: Language): Ticket[] {
  const [event, order, say] = [eventOf(context), orderIn(context), words[language]];
  const { name } = context.recipient;
  const lines = [...hoursOf(event, language), place(event), name ? say.holder(name) : ''].filter(Boolean);
  return context.codes.map(({ shortCode }, index, { length }) => {
    const which = say.ticket(index + 1, length);
    return {
      title: event.title,
      // Paper lies around for longer than a year.
      when: date(event, {}, language),
      lines,
      name: `${which} · ${say.order(orderNumber(order.id))}`,
      code: showShortCode(shortCode),
      say: say.say,
      picture: { cid: cidOf(index + 1), alt: say.qr(which) },
    };
  });
}

/** The pictures that these tickets show, and the event for a calendar once it has a date. */
export function filesOf(context: Complete, language: Language): Attachment[] {
  const pictures = context.codes.map(({ code }, index) => {
    return { name: `ticket-${index + 1}.png`, cid: cidOf(index + 1), qr: code };
  });
  const calendar = calendarOf(context, language);
  return [...pictures, ...(calendar ? [{ name: `${words[language].file}.ics`, calendar }] : [])];
}

function calendarOf(context: Complete, language: Language): CalendarEntry | undefined {
  const { ticketId } = orderIn(context);
  const event = eventOf(context);
  const { version, title, startsAt, endsAt } = event;
  if (startsAt === null) return undefined;
  const url = context.link(`/tickets/${ticketId}`);
  const times = [words[language].starts(date(event, {}, language)), ...hoursOf(event, language)].join('\n');
  const text = [times, url];
  const asOf = context.now.toISOString();
  return {
    id: ticketId,
    version,
    title,
    place: place(event),
    startsAt,
    endsAt,
    cancelled: false,
    text,
    url,
    language,
    asOf,
  };
}
