import type { Template } from './draft.ts';
import { orderFacts } from './order-facts.ts';

export const orderWithdrawn: Template<'order_withdrawn'> = {
  en: (context) => ({
    subject: 'Your reservation was cancelled',
    title: 'This event is not available at the moment',
    paragraphs: [
      'The event was taken off sale before you had paid, so your reservation was cancelled. You were not charged; a payment that was under way is given up.',
    ],
    facts: orderFacts(context, 'en'),
    action: { label: 'Find another event', url: context.link('/') },
  }),
  de: (context) => ({
    subject: 'Deine Reservierung wurde aufgehoben',
    title: 'Diese Veranstaltung ist zurzeit nicht verfügbar',
    paragraphs: [
      'Die Veranstaltung wurde aus dem Verkauf genommen, bevor du bezahlt hattest. Deine Reservierung wurde deshalb aufgehoben. Dir wurde nichts berechnet; eine Zahlung, die noch lief, wird nicht eingezogen.',
    ],
    facts: orderFacts(context, 'de'),
    action: { label: 'Andere Veranstaltungen finden', url: context.link('/') },
  }),
};
