import type { Language } from '@frontrow/common/contracts';
import type { Context, Template } from './draft.ts';
import { orderFacts, orderIn } from './order-facts.ts';
import { money } from './words.ts';

const who: Record<Language, { seller: string; operator: string }> = {
  en: { seller: 'The organiser', operator: 'An operator of Frontrow' },
  de: { seller: 'Der Veranstalter', operator: 'Ein Betreiber von Frontrow' },
};

const whoReturned = ({ order }: Context<'order_returned'>, language: Language): string =>
  who[language][order?.cancelReason === 'refunded_by_seller' ? 'seller' : 'operator'];

const total = (context: Context<'order_returned'>, language: Language): string => {
  const order = orderIn(context);
  return money(order.total, order.currency, language);
};

export const orderReturned: Template<'order_returned'> = {
  en: (context) => ({
    subject: 'Your order was refunded',
    title: 'Your order was refunded',
    paragraphs: [
      `${whoReturned(context, 'en')} has refunded this order. You get back all of what you paid, ${total(context, 'en')}, on the card you paid with. There is nothing for you to do. Banks take a few days to show it.`,
      'The tickets of this order are no longer valid. The reason is in the history of the order.',
    ],
    facts: orderFacts(context, 'en'),
    action: { label: 'The order', url: context.link(`/orders/${context.about.orderId}`) },
  }),
  de: (context) => ({
    subject: 'Deine Bestellung wurde erstattet',
    title: 'Deine Bestellung wurde erstattet',
    paragraphs: [
      `${whoReturned(context, 'de')} hat diese Bestellung erstattet. Du bekommst alles zurück, was du bezahlt hast, ${total(context, 'de')}, auf die Bankkarte, mit der du bezahlt hast. Du musst nichts tun. Bis deine Bank das anzeigt, vergehen ein paar Tage.`,
      'Die Karten dieser Bestellung gelten nicht mehr. Den Grund findest du im Verlauf der Bestellung.',
    ],
    facts: orderFacts(context, 'de'),
    action: { label: 'Zur Bestellung', url: context.link(`/orders/${context.about.orderId}`) },
  }),
};
