import type { Template } from './draft.ts';
import { orderFacts, orderIn } from './order-facts.ts';

export const paymentFailed: Template<'payment_failed'> = {
  en: (context) => ({
    subject: 'Your card could not be charged',
    title: 'The payment did not go through',
    paragraphs: [
      'Your bank had agreed to the payment and then refused the charge. Your order was cancelled, its tickets went back on sale, and none of them is valid.',
      'You were not charged. If there are tickets left, you can try again, perhaps with another card.',
    ],
    facts: orderFacts(context, 'en'),
    action: { label: 'Back to the event', url: context.link(`/tickets/${orderIn(context).ticketId}`) },
  }),
  de: (context) => ({
    subject: 'Deine Karte konnte nicht belastet werden',
    title: 'Die Zahlung hat nicht geklappt',
    paragraphs: [
      'Deine Bank hatte der Zahlung zugestimmt und sie dann doch abgelehnt. Deine Bestellung wurde storniert, ihre Karten sind wieder im Verkauf, und keine davon gilt.',
      'Dir wurde nichts berechnet. Wenn es noch Karten gibt, kannst du es wieder versuchen, vielleicht mit einer anderen Bankkarte.',
    ],
    facts: orderFacts(context, 'de'),
    action: { label: 'Zurück zur Veranstaltung', url: context.link(`/tickets/${orderIn(context).ticketId}`) },
  }),
};
