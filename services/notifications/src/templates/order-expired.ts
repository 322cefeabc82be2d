import type { Template } from './draft.ts';
import { orderFacts, orderIn } from './order-facts.ts';

export const orderExpired: Template<'order_expired'> = {
  en: (context) => ({
    subject: 'Your reservation has ended',
    title: 'The time to pay ran out',
    paragraphs: [
      'Your tickets were not paid for in time, so they went back on sale. You were not charged; a payment that came too late was given up.',
      'If there are some left, you can reserve them again.',
    ],
    facts: orderFacts(context, 'en'),
    action: { label: 'Back to the event', url: context.link(`/tickets/${orderIn(context).ticketId}`) },
  }),
  de: (context) => ({
    subject: 'Deine Reservierung ist abgelaufen',
    title: 'Die Zeit zum Bezahlen ist vorbei',
    paragraphs: [
      'Deine Karten wurden nicht rechtzeitig bezahlt und sind wieder im Verkauf. Dir wurde nichts berechnet; eine Zahlung, die zu spät kam, wurde nicht eingezogen.',
      'Wenn es noch welche gibt, kannst du sie wieder reservieren.',
    ],
    facts: orderFacts(context, 'de'),
    action: { label: 'Zurück zur Veranstaltung', url: context.link(`/tickets/${orderIn(context).ticketId}`) },
  }),
};
