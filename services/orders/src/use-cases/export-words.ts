import type { CancelReason, Language, OrderState, OrderStatus } from '@frontrow/common/contracts';

const english = {
  orders: 'Orders',
  figures: 'Sales',
  from: 'From',
  to: 'To',
  currency: 'Currency',
  ordersPaid: 'Orders paid',
  ticketsSold: 'Tickets sold',
  sales: 'Sales',
  ticketsBack: 'Tickets given back',
  moneyBack: 'Money given back',
  revenue: 'Revenue',
  timeZone: 'Time zone',
  number: 'Number',
  order: 'Order',
  event: 'Event',
  eventStarts: 'Event starts',
  placed: 'Placed',
  status: 'Status',
  endedBecause: 'Ended because',
  refund: 'Refund',
  tickets: 'Tickets',
  priceEach: 'Price each',
  total: 'Total',
  paid: 'Paid',
  ended: 'Ended',
  buyer: 'Buyer',
  listing: 'Listing',
};

const german: typeof english = {
  orders: 'Bestellungen',
  figures: 'Verkäufe',
  from: 'Von',
  to: 'Bis',
  currency: 'Währung',
  ordersPaid: 'Bezahlte Bestellungen',
  ticketsSold: 'Verkaufte Tickets',
  sales: 'Verkäufe',
  ticketsBack: 'Zurückgegebene Tickets',
  moneyBack: 'Zurückgezahlt',
  revenue: 'Umsatz',
  timeZone: 'Zeitzone',
  number: 'Nummer',
  order: 'Bestellung',
  event: 'Veranstaltung',
  eventStarts: 'Beginn',
  placed: 'Bestellt',
  status: 'Status',
  endedBecause: 'Grund des Endes',
  refund: 'Erstattung',
  tickets: 'Tickets',
  priceEach: 'Einzelpreis',
  total: 'Gesamtpreis',
  paid: 'Bezahlt',
  ended: 'Beendet',
  buyer: 'Käufer',
  listing: 'Angebot',
};

const headings: Record<Language, typeof english> = { en: english, de: german };

/** What columns and sheets are called. */
export const headingsOf = (language: Language) => headings[language];

type Value = OrderStatus | CancelReason | OrderState['refund'];

const germanValues: Record<Value, string> = {
  created: 'reserviert',
  'awaiting:payment': 'Zahlung läuft',
  complete: 'bezahlt',
  cancelled: 'beendet',
  buyer: 'vom Käufer freigegeben',
  expired: 'nicht rechtzeitig bezahlt',
  payment_failed: 'Abbuchung gescheitert',
  refunded: 'erstattet',
  event_cancelled: 'Veranstaltung abgesagt',
  suspended: 'vom Verkauf genommen',
  refunded_by_seller: 'vom Veranstalter erstattet',
  refunded_by_operator: 'vom Betreiber erstattet',
  none: 'keine',
  requested: 'beantragt',
  refused: 'abgelehnt',
  granted: 'erteilt',
};

/** How an order stands in words. The English ones are those of the API, which scripts rely on. */
export const valueIn =
  (language: Language) =>
  (value: Value): string =>
    language === 'de' ? germanValues[value] : value;
