import type { Context, Link, Template } from './draft.ts';
import { eventOf, orderFacts, orderIn } from './order-facts.ts';
import { filesOf, ticketsOf } from './tickets.ts';

type Complete = Context<'order_complete'>;

/** The calendar file is there once the event has a date. */
function more(context: Complete, order: string, calendar: string): Link[] {
  const { ticketId, id } = orderIn(context);
  const links = [{ label: order, url: context.link(`/orders/${id}`) }];
  if (eventOf(context).startsAt === null) return links;
  return [...links, { label: calendar, url: context.link(`/tickets/${ticketId}/calendar.ics`) }];
}

export const orderComplete: Template<'order_complete'> = {
  en: (context) => ({
    subject: 'Your tickets',
    title: 'Your tickets are here',
    paragraphs: [
      'Your order is paid. Show the QR code of each ticket at the door, on your phone or on paper.',
      'Anyone who has a code can get in with it, once. Share it only with the people who come with you.',
    ],
    tickets: ticketsOf(context, 'en'),
    facts: orderFacts(context, 'en'),
    attachments: filesOf(context, 'en'),
    action: { label: 'Show my tickets', url: context.link('/my-tickets') },
    more: more(context, 'The order', 'Add it to your calendar'),
  }),
  de: (context) => ({
    subject: 'Deine Karten',
    title: 'Deine Karten sind da',
    paragraphs: [
      'Deine Bestellung ist bezahlt. Zeig am Einlass den QR-Code jeder Karte, auf dem Telefon oder auf Papier.',
      'Wer einen Code hat, kommt damit hinein, einmal. Gib ihn nur an Leute weiter, die mitkommen.',
    ],
    tickets: ticketsOf(context, 'de'),
    facts: orderFacts(context, 'de'),
    attachments: filesOf(context, 'de'),
    action: { label: 'Meine Karten zeigen', url: context.link('/my-tickets') },
    more: more(context, 'Zur Bestellung', 'In den Kalender eintragen'),
  }),
};
