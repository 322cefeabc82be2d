import type { Template } from './draft.ts';
import { orderFacts } from './order-facts.ts';
import { money } from './words.ts';

export const refunded: Template<'refunded'> = {
  en: (context) => ({
    subject: 'Your refund',
    title: 'Your money is on its way back',
    paragraphs: [
      `We have paid ${money(context.about.amount, context.about.currency, 'en')} back to the card you paid with. Banks take a few days to show it.`,
      'The tickets of this order are no longer valid.',
    ],
    facts: orderFacts(context, 'en'),
    action: { label: 'The order', url: context.link(`/orders/${context.about.orderId}`) },
  }),
  de: (context) => ({
    subject: 'Deine Erstattung',
    title: 'Dein Geld ist unterwegs',
    paragraphs: [
      `Wir haben ${money(context.about.amount, context.about.currency, 'de')} auf die Bankkarte zurückgezahlt, mit der du bezahlt hast. Bis deine Bank das anzeigt, vergehen ein paar Tage.`,
      'Die Karten dieser Bestellung gelten nicht mehr.',
    ],
    facts: orderFacts(context, 'de'),
    action: { label: 'Zur Bestellung', url: context.link(`/orders/${context.about.orderId}`) },
  }),
};
