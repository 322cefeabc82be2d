import type { LedgerEntry } from '../read/provider.ts';
import type { Order, Payment, Stock } from '../read/rows.ts';
import type { Records } from '../records.ts';
import type { Owner } from '../sources.ts';

/** Who receives what, so that the crafted inboxes are as the real ones. */
const RECEIVERS: Record<string, string[]> = {
  user: ['tickets'],
  ticket: ['orders'],
  stock: ['tickets'],
  order: ['tickets', 'payments'],
  payment: ['orders'],
  admission: ['orders'],
  session: ['tickets', 'orders', 'payments'],
};

/** A row as events tell it: `cancel_reason` is `cancelReason`. */
export const camel = (row: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()), value]),
  );

/** Writes into empty records what the services would: events and their receipts, lines of the timeline, movements of money. */
export function aPen(records: Records, stock: Stock) {
  const versions = new Map<string, number>();
  let seconds = 0;
  const now = () => new Date(Date.UTC(2026, 10, 1, 12, 0, seconds)).toISOString().replace('Z', '123+00:00');

  function tell(owner: Owner, type: string, id: string, data: object, causationId: string | null = null): string {
    const aggregate = type.slice(0, type.indexOf('.'));
    const version = (versions.get(id + aggregate) ?? 0) + 1;
    versions.set(id + aggregate, version);
    const at = now();
    const event = { id: `${type} ${version} of ${id}`, type, aggregate_id: id, aggregate_version: version };
    const envelope = {
      ...camel(event),
      time: at,
      correlationId: causationId ?? `request for ${type} of ${id}`,
      causationId,
      data: structuredClone(data),
    };
    const seq = records.outbox.length + 1;
    const row = { ...event, owner, seq, aggregate, envelope, created_at: at, published_at: at };
    records.outbox.push(row as unknown as Records['outbox'][number]);
    const stream = `${aggregate.toUpperCase()}S`;
    records.messages.push({ stream, seq, subject: type, payload: JSON.stringify(envelope), messageId: event.id });
    const alsoForTickets = /^payment\.(captured|refunded|refund_failed|disputed|dispute_closed)$/.test(type);
    const also = [alsoForTickets ? 'tickets' : [], /^user\.(updated|deleted)$/.test(type) ? 'orders' : []].flat();
    for (const receiver of [...RECEIVERS[aggregate]!, ...also]) {
      const consumer = `${receiver}-${aggregate}`;
      records.inbox.push({ owner: receiver as Owner, consumer, event_id: event.id, received_at: at });
    }
    return event.id;
  }

  const note = (order_id: string, event: string) =>
    records.timeline.push({ order_id, at: now(), event, text: 'as it is told' });

  return {
    tell,
    now,
    inSeconds: (from: number) => new Date(Date.UTC(2026, 10, 1, 12, 0, seconds + from)).toISOString(),
    /** Lets time pass. */
    later(by = 1): void {
      seconds += by;
    },

    tellOrder(order: Order, type: string, cause?: string): void {
      order.version += 1;
      const total = order.quantity * order.unit_price;
      const createdAt = '2026-11-01T12:00:00.000Z';
      tell(
        'orders',
        type,
        order.id,
        { ...camel(order), sellerId: 'seller', total, createdAt, ticket: { version: 1 } },
        cause,
      );
      note(order.id, type);
    },

    tellPayment(payment: Payment, type: string): string {
      payment.version += 1;
      const event = tell('payments', type, payment.id, { ...camel(payment), attempts: 1 });
      records.orders.find((order) => order.id === payment.order_id)!.payment_version = payment.version;
      note(payment.order_id, type);
      return event;
    },

    tellAdmissions(orderId: string, type: string): void {
      const own = records.admissions.filter(({ order_id }) => order_id === orderId);
      const admissions = own.map(({ id, redeemed_at, revoked_at }) => {
        return { id, status: revoked_at ? 'revoked' : redeemed_at ? 'redeemed' : 'valid' };
      });
      tell('tickets', type, orderId, { orderId, admissions });
      note(orderId, type);
    },

    moveUnits(held: number, sold: number): void {
      Object.assign(stock, { version: stock.version + 1, held: stock.held + held, sold: stock.sold + sold });
      tell('orders', 'stock.updated', stock.ticket_id, camel(stock));
    },

    /** Without a key nobody asked: a bank did it by itself. */
    moveMoney({ stripe_id, amount }: Payment, kind: LedgerEntry['kind'], idempotencyKey: string | null): void {
      const time = `${now().slice(0, 23)}Z`;
      const about = { kind, paymentIntent: stripe_id!, amount, currency: 'eur' };
      const requestId = idempotencyKey === null ? null : 'req';
      records.entries.push({ ...about, id: records.entries.length + 1, time, requestId, idempotencyKey });
    },
  };
}
