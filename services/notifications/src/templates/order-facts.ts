import { type Language, orderNumber } from '@frontrow/common/contracts';
import type { KnownListing, Listing, Order } from '../mail.ts';
import type { Context } from './draft.ts';
import { date, money, place } from './words.ts';

const names = {
  en: { order: 'Order', event: 'Event', when: 'When', where: 'Where', tickets: 'Tickets', total: 'Total' },
  de: { order: 'Bestellung', event: 'Veranstaltung', when: 'Wann', where: 'Wo', tickets: 'Karten', total: 'Summe' },
};

/** The order that a mail is about: these mails wait until it is known. */
export const orderIn = ({ order }: Pick<Context, 'order'>): Order => {
  if (!order) throw new Error('a mail about an order was written without one');
  return order;
};

/** The event of an order as it is now, or as it was bought while its listing is not known here. */
export const eventOf = ({ order, listing }: Pick<Context, 'order' | 'listing'>): KnownListing =>
  listing ?? { ...orderIn({ order }).event, doorsAt: null, endsAt: null };

/** What was ordered, at a glance. */
export const orderFacts = (context: Pick<Context, 'order' | 'listing' | 'now'>, language: Language) =>
  ordersFacts([orderIn(context)], eventOf(context), context, language);

/** What was ordered of one event in one order or several, at a glance. */
export function ordersFacts(
  orders: Order[],
  event: Listing,
  { now }: Pick<Context, 'now'>,
  language: Language,
): [string, string][] {
  const { [language]: name } = names;
  const [quantity, total] = orders.reduce(([units, sum], order) => [units + order.quantity, sum + order.total], [0, 0]);
  const facts: [string, string][] = [
    [name.order, orders.map(({ id }) => orderNumber(id)).join(', ')],
    [name.event, event.title],
    [name.when, date(event, { now }, language)],
    [name.where, place(event)],
    [name.tickets, String(quantity)],
    [name.total, money(total, orders[0]!.currency, language)],
  ];
  return facts.filter(([, value]) => value !== '');
}
