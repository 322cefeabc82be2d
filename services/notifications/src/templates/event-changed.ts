import type { Language } from '@frontrow/common/contracts';
import { isMove } from '../mail.ts';
import type { Context, Draft, Template } from './draft.ts';
import { date, place } from './words.ts';

const names = {
  en: { was: 'Was', now: 'Now' },
  de: { was: 'Bisher', now: 'Jetzt' },
};

/** The old and the new of what has changed, and of that alone: each time by the clocks of its own place. */
function changes(
  { about: { before, after }, now }: Pick<Context<'event_changed'>, 'about' | 'now'>,
  language: Language,
): Draft['facts'] & object {
  const withZone = before.timeZone !== after.timeZone;
  const dates = [before, after].map((setting) => date(setting, { now, withZone }, language));
  const places = [before, after].map(place);
  const both = [dates, places].filter(([was, now]) => was !== now);
  return both.flatMap(([was = '', now = '']): [string, string][] => [
    [names[language].was, was || '–'],
    [names[language].now, now || '–'],
  ]);
}

export const eventChanged: Template<'event_changed'> = {
  en: ({ about, link, now }) => ({
    subject: 'Your event has changed',
    title: 'Your event has changed',
    paragraphs: isMove(about)
      ? [
          `The organiser of ${about.title} has changed when or where it takes place. Your tickets stay valid.`,
          about.after.startsAt === null
            ? 'If the change does not suit you, you can have your money back: open your order and ask for it.'
            : 'If the change does not suit you, you can have your money back until the event begins: open your order and ask for it.',
        ]
      : [
          `The organiser of ${about.title} has corrected its time zone. It begins at the same moment as before; what the clocks there show then is another time. Your tickets stay valid.`,
        ],
    facts: changes({ about, now }, 'en'),
    action: { label: 'My orders', url: link('/orders') },
    more: [{ label: 'The event', url: link(`/tickets/${about.ticketId}`) }],
  }),
  de: ({ about, link, now }) => ({
    subject: 'Deine Veranstaltung hat sich geändert',
    title: 'Deine Veranstaltung hat sich geändert',
    paragraphs: isMove(about)
      ? [
          `Zeit oder Ort von ${about.title} wurde geändert. Deine Karten gelten weiter.`,
          about.after.startsAt === null
            ? 'Wenn dir die Änderung nicht passt, bekommst du dein Geld zurück: öffne deine Bestellung und verlange es dort.'
            : 'Wenn dir die Änderung nicht passt, bekommst du bis zum Beginn dein Geld zurück: öffne deine Bestellung und verlange es dort.',
        ]
      : [
          `Die Zeitzone von ${about.title} wurde berichtigt. Die Veranstaltung beginnt im selben Augenblick wie zuvor; die Uhren dort zeigen dann eine andere Zeit. Deine Karten gelten weiter.`,
        ],
    facts: changes({ about, now }, 'de'),
    action: { label: 'Meine Bestellungen', url: link('/orders') },
    more: [{ label: 'Die Veranstaltung', url: link(`/tickets/${about.ticketId}`) }],
  }),
};
