import type { Language } from '@frontrow/common/contracts';
import type { About } from '../mail.ts';
import type { Draft, Template } from './draft.ts';
import { date, place } from './words.ts';

const names = {
  en: { was: 'Was', now: 'Now' },
  de: { was: 'Bisher', now: 'Jetzt' },
};

/** The old and the new of what has changed, and of that alone. */
function changes({ before, after, timeZone }: About['event_changed'], language: Language): Draft['facts'] & object {
  const dates = [before, after].map((at) => date(at, timeZone, language));
  const places = [before, after].map(place);
  const both = [dates, places].filter(([was, now]) => was !== now);
  return both.flatMap(([was = '', now = '']): [string, string][] => [
    [names[language].was, was || '–'],
    [names[language].now, now || '–'],
  ]);
}

export const eventChanged: Template<'event_changed'> = {
  en: ({ about, link }) => ({
    subject: `Changed: ${about.title}`,
    title: 'Your event has changed',
    paragraphs: [
      `The organiser of ${about.title} has changed when or where it takes place. Your tickets stay valid.`,
      'If the change does not suit you, you can have your money back until the event begins: open your order and ask for it.',
    ],
    facts: changes(about, 'en'),
    action: { label: 'My orders', url: link('/orders') },
    more: [{ label: 'The event', url: link(`/tickets/${about.ticketId}`) }],
  }),
  de: ({ about, link }) => ({
    subject: `Geändert: ${about.title}`,
    title: 'Deine Veranstaltung hat sich geändert',
    paragraphs: [
      `Zeit oder Ort von ${about.title} wurde geändert. Deine Karten gelten weiter.`,
      'Wenn dir die Änderung nicht passt, bekommst du bis zum Beginn dein Geld zurück: öffne deine Bestellung und verlange es dort.',
    ],
    facts: changes(about, 'de'),
    action: { label: 'Meine Bestellungen', url: link('/orders') },
    more: [{ label: 'Die Veranstaltung', url: link(`/tickets/${about.ticketId}`) }],
  }),
};
