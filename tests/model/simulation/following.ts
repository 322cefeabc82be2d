import type { EventOf, FrontrowEvent, TicketCreated } from '@frontrow/common/contracts';
import type { AdmissionEvent, PaymentEvent } from '../../../services/orders/src/checkout.ts';
import type { Tx } from './database.ts';
import { type Decide, keepStock, updateOrder } from './orders.ts';
import { NotYet } from './processes.ts';
import { watchDeadlines } from './watch.ts';
import type { World } from './world.ts';

/** The consumers of the orders service: an order follows its payment, its admissions and its timer, a stock its listing. */
const GRACE_SECONDS = 5 * 60;

function onTicket(world: World, { data, aggregateVersion }: EventOf<typeof TicketCreated>, tx: Tx): void {
  const { listings, stock } = world.orders;
  const known = tx.get(listings, data.id);
  if (known && known.version >= aggregateVersion) return;
  const { quantity, startsAt, endsAt, salesEndAt, ...listing } = data;
  const [start, end, salesEnd] = [startsAt, endsAt, salesEndAt].map((at) => (at === null ? null : new Date(at)));
  const times = { startsAt: start!, endsAt: end!, salesEndAt: salesEnd! };
  tx.put(listings, data.id, { ...listing, ...times, version: aggregateVersion });
  tx.committed(() => watchDeadlines(world, data.id));
  if (!tx.get(stock, data.id)) {
    keepStock(world, tx, {
      ticketId: data.id,
      version: 1,
      capacity: quantity,
      held: 0,
      sold: 0,
      closed: false,
      sales: 'open',
      suspended: false,
    });
  }
  const before = tx.get(stock, data.id)!;
  const after = world.core.stock.followListing(before, data);
  if (world.core.stock.isSameOffer(after, before)) return;
  keepStock(world, tx, { ...after, version: before.version + 1 });
}

function onPayment(world: World, event: PaymentEvent, tx: Tx): void {
  const { orders } = world.orders;
  const { orderId } = event.data;
  const row = tx.get(orders, orderId);
  if (!row) throw new NotYet(`order ${orderId} is not known`);
  noteHandled(world, tx, orderId, event.id);
  if (event.aggregateVersion <= row.paymentVersion && !world.flaws.staleEventsWin) return;
  tx.put(orders, orderId, { ...row, paymentVersion: event.aggregateVersion });
  updateOrder(world, tx, orderId, (order, now) => world.core.checkout.followPayment(order, event, GRACE_SECONDS, now));
}

function onAdmission(world: World, event: AdmissionEvent, tx: Tx): void {
  const { orderId } = event.data;
  const decide: Decide = (order, now) => world.core.checkout.followAdmissions(order, event, now);
  if (!updateOrder(world, tx, orderId, decide)) throw new NotYet(`order ${orderId} is not known`);
  noteHandled(world, tx, orderId, event.id);
}

function noteHandled({ orders }: World, tx: Tx, orderId: string, eventId: string): void {
  tx.put(orders.handled, orderId, [...(tx.get(orders.handled, orderId) ?? []), eventId]);
}

export function ordersReceives(world: World, event: FrontrowEvent, tx: Tx): void {
  const { type } = event;
  if (type.startsWith('ticket.')) onTicket(world, event as EventOf<typeof TicketCreated>, tx);
  else if (type.startsWith('payment.')) onPayment(world, event as PaymentEvent, tx);
  else if (type.startsWith('admission.')) onAdmission(world, event as AdmissionEvent, tx);
  else if (type === 'expiration.complete') updateOrder(world, tx, event.data.orderId, world.core.order.expire);
}
