import type { Language } from '@frontrow/common/contracts';
import type { Context, Template } from './draft.ts';
import { orderFacts } from './order-facts.ts';
import { money } from './words.ts';

/** How much is meant; of a charge that was only made in part no event tells that. */
const amount = ({ about }: Context<'refund_failed'>, language: Language, otherwise: string): string =>
  about.amount > 0 ? money(about.amount, about.currency, language) : otherwise;

export const refundFailed: Template<'refund_failed'> = {
  en: (context) => ({
    subject: 'Your refund did not arrive',
    title: 'The bank sent your refund back',
    paragraphs: [
      `We paid ${amount(context, 'en', 'your money')} back to the card you paid with, but its bank did not take it. The card may have expired or been replaced.`,
      'The money is still yours. We are looking into it and will pay you back another way. You get a mail as soon as that is done.',
    ],
    facts: orderFacts(context, 'en'),
    action: { label: 'The order', url: context.link(`/orders/${context.about.orderId}`) },
  }),
  de: (context) => ({
    subject: 'Deine Erstattung ist nicht angekommen',
    title: 'Die Bank hat deine Erstattung zurückgeschickt',
    paragraphs: [
      `Wir haben ${amount(context, 'de', 'dein Geld')} auf die Bankkarte zurückgezahlt, mit der du bezahlt hast, aber ihre Bank hat es nicht angenommen. Vielleicht ist die Bankkarte abgelaufen oder wurde ersetzt.`,
      'Das Geld gehört weiter dir. Wir kümmern uns darum und zahlen es dir auf einem anderen Weg zurück. Sobald das geschehen ist, bekommst du eine E-Mail.',
    ],
    facts: orderFacts(context, 'de'),
    action: { label: 'Zur Bestellung', url: context.link(`/orders/${context.about.orderId}`) },
  }),
};
