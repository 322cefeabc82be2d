import type { Language } from '@frontrow/common/contracts';
import type { Context, Template } from './draft.ts';
import { eventOf, orderFacts, orderIn } from './order-facts.ts';
import { money } from './words.ts';

/** Only who had paid gets anything back; orders say so by granting the refund. */
const paid = (context: Context<'event_cancelled'>, language: Language): string | undefined => {
  const { refund, total, currency } = orderIn(context);
  return refund === 'granted' ? money(total, currency, language) : undefined;
};

export const eventCancelled: Template<'event_cancelled'> = {
  en: (context) => {
    const amount = paid(context, 'en');
    return {
      subject: `Cancelled: ${eventOf(context).title}`,
      title: 'The event was cancelled',
      paragraphs: [
        'Its organiser has cancelled this event, so your tickets are no longer valid.',
        amount
          ? `You get back all of what you paid, ${amount}, on the card you paid with. There is nothing for you to do. Banks take a few days to show it.`
          : 'You had not paid yet, and you will not be charged.',
      ],
      facts: orderFacts(context, 'en'),
      action: { label: 'The order', url: context.link(`/orders/${context.about.orderId}`) },
    };
  },
  de: (context) => {
    const amount = paid(context, 'de');
    return {
      subject: `Abgesagt: ${eventOf(context).title}`,
      title: 'Die Veranstaltung wurde abgesagt',
      paragraphs: [
        'Die Veranstaltung wurde abgesagt, deine Karten gelten daher nicht mehr.',
        amount
          ? `Du bekommst alles zurück, was du bezahlt hast, ${amount}, auf die Bankkarte, mit der du bezahlt hast. Du musst nichts tun. Bis deine Bank das anzeigt, vergehen ein paar Tage.`
          : 'Du hattest noch nicht bezahlt, und dir wird nichts berechnet.',
      ],
      facts: orderFacts(context, 'de'),
      action: { label: 'Zur Bestellung', url: context.link(`/orders/${context.about.orderId}`) },
    };
  },
};
