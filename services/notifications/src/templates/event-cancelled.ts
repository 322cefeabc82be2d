import type { Language } from '@frontrow/common/contracts';
import type { Context, Template } from './draft.ts';
import { ordersFacts } from './order-facts.ts';
import { money } from './words.ts';

/** Only who had paid gets anything back; orders say so by granting the refund. */
function paid({ orders }: Context<'event_cancelled'>, language: Language): string | undefined {
  const back = orders.filter(({ refund }) => refund === 'granted');
  const [first] = back;
  return (
    first &&
    money(
      back.reduce((sum, { total }) => sum + total, 0),
      first.currency,
      language,
    )
  );
}

const calledOff = ({ listing, orders }: Context<'event_cancelled'>) => listing ?? orders[0]!.event;

/** One order is shown, several are to be found in the list of all. */
const whereTo = ({ orders: [first, ...more], link }: Context<'event_cancelled'>) =>
  link(first && more.length === 0 ? `/orders/${first.id}` : '/orders');

export const eventCancelled: Template<'event_cancelled'> = {
  en: (context) => {
    const amount = paid(context, 'en');
    return {
      subject: 'Your event was cancelled',
      title: 'The event was cancelled',
      paragraphs: [
        'This event was cancelled, so your tickets are no longer valid.',
        amount
          ? `You get back all of what you paid, ${amount}, on the card you paid with. There is nothing for you to do. Banks take a few days to show it.`
          : 'You had not paid yet, and you will not be charged.',
      ],
      facts: ordersFacts(context.orders, calledOff(context), context, 'en'),
      action: { label: context.orders.length === 1 ? 'The order' : 'My orders', url: whereTo(context) },
    };
  },
  de: (context) => {
    const amount = paid(context, 'de');
    return {
      subject: 'Deine Veranstaltung wurde abgesagt',
      title: 'Die Veranstaltung wurde abgesagt',
      paragraphs: [
        'Die Veranstaltung wurde abgesagt, deine Karten gelten daher nicht mehr.',
        amount
          ? `Du bekommst alles zurück, was du bezahlt hast, ${amount}, auf die Bankkarte, mit der du bezahlt hast. Du musst nichts tun. Bis deine Bank das anzeigt, vergehen ein paar Tage.`
          : 'Du hattest noch nicht bezahlt, und dir wird nichts berechnet.',
      ],
      facts: ordersFacts(context.orders, calledOff(context), context, 'de'),
      action: { label: context.orders.length === 1 ? 'Zur Bestellung' : 'Meine Bestellungen', url: whereTo(context) },
    };
  },
};
