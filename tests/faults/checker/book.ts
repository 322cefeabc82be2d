import type { Intent, LedgerEntry } from './read/provider.ts';
import type {
  Admission,
  Attempt,
  InboxRow,
  Order,
  OrderStatus,
  OutboxRow,
  Payment,
  TimelineLine,
} from './read/rows.ts';
import type { Records } from './records.ts';

/** The state of an order as its events tell it. */
export interface OrderData {
  ticketId: string;
  sellerId: string;
  userId: string;
  quantity: number;
  unitPrice: number;
  total: number;
  currency: string;
  status: OrderStatus;
  cancelReason: string | null;
  refund: string;
  expiresAt: string;
  paymentId: string | null;
  /** Missing in the crafted markets. */
  ticket?: { version: number };
  createdAt: string;
}

/** The records, and ways to find one's way in them. */
export interface Book extends Records {
  orderById: Map<string, Order>;
  /** The history of an aggregate in the order of its versions, by `<aggregate> <id>`. */
  histories: Map<string, OutboxRow[]>;
  history(aggregate: string, id: string): OutboxRow[];
  eventById: Map<string, OutboxRow>;
  receiptsOf: Map<string, InboxRow[]>;
  paymentByOrder: Map<string, Payment>;
  /** The order that a payment intent is for, by what the provider was told. */
  orderOfIntent: Map<string, string | undefined>;
  intentsByOrder: Map<string, Intent[]>;
  entriesByOrder: Map<string, LedgerEntry[]>;
  attemptsByPayment: Map<string, Attempt[]>;
  timelineByOrder: Map<string, TimelineLine[]>;
  admissionsByOrder: Map<string, Admission[]>;
}

export function openBook(records: Records): Book {
  const { orders, outbox, inbox, payments, attempts, intents, entries, timeline, admissions } = records;
  const histories = groupBy(outbox, ({ aggregate, aggregate_id }) => `${aggregate} ${aggregate_id}`);
  for (const history of histories.values()) history.sort((a, b) => a.aggregate_version - b.aggregate_version);
  const orderOfIntent = new Map(intents.map(({ id, metadata }) => [id, metadata.orderId]));
  return {
    ...records,
    orderById: new Map(orders.map((order) => [order.id, order])),
    histories,
    history: (aggregate, id) => histories.get(`${aggregate} ${id}`) ?? [],
    eventById: new Map(outbox.map((event) => [event.id, event])),
    receiptsOf: groupBy(inbox, ({ event_id }) => event_id),
    paymentByOrder: new Map(payments.map((payment) => [payment.order_id, payment])),
    orderOfIntent,
    intentsByOrder: groupBy(intents, ({ metadata }) => metadata.orderId ?? ''),
    attemptsByPayment: groupBy(attempts, ({ payment_id }) => payment_id),
    entriesByOrder: groupBy(entries, ({ paymentIntent }) => orderOfIntent.get(paymentIntent) ?? ''),
    timelineByOrder: groupBy(timeline, ({ order_id }) => order_id),
    admissionsByOrder: groupBy(admissions, ({ order_id }) => order_id),
  };
}

export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

export const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

export const orderData = ({ envelope }: OutboxRow): OrderData => envelope.data as unknown as OrderData;

export const isUnpaid = (status: OrderStatus): boolean => status === 'created' || status === 'awaiting:payment';

/** Something that breaks an invariant: in words, and what it is about, the most telling id first. */
export interface Finding {
  what: string;
  ids: string[];
}

/** One invariant: its number and words in the design, and whether it only holds once all is settled. */
export interface Invariant {
  name: string;
  onlySettled?: boolean;
  check(book: Book): Finding[];
}
