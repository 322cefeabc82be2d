import type { AdmissionsState, Currency, Id, OrderState, PaymentState } from '@frontrow/common/contracts';

/** One version of an aggregate, as an event told it. */
export interface Version<State> {
  eventId: Id;
  type: string;
  version: number;
  /** When it was heard, by the auditor's database: milliseconds since 1970. */
  receivedAt: number;
  state: State;
}

/** Everything heard of one order: its own versions, its payments' and its admissions', each in order. */
export interface OrderRecord {
  orderId: Id;
  /** Whether all of it should have been heard: it began after the auditor, or its beginning was heard. */
  inFull: boolean;
  order: Version<OrderState>[];
  payments: Version<PaymentState>[];
  admissions: Version<AdmissionsState>[];
  /** When something of it was heard last. */
  heardAt: number;
}

/** An event about an order, of whichever service. */
export interface OrderEvent extends Version<unknown> {
  aggregate: string;
}

export function toRecord(orderId: Id, inFull: boolean, events: OrderEvent[]): OrderRecord {
  const sorted = [...events].sort((one, other) => one.version - other.version);
  const of = <State>(aggregate: string) => sorted.filter((event) => event.aggregate === aggregate) as Version<State>[];
  return {
    orderId,
    inFull,
    order: of<OrderState>('order'),
    payments: of<PaymentState>('payment'),
    admissions: of<AdmissionsState>('admission'),
    heardAt: Math.max(...events.map(({ receivedAt }) => receivedAt)),
  };
}

/** The newest state of the order itself. */
export const orderNow = ({ order }: OrderRecord) => order.at(-1);

/** The newest state of each of its payments: there should be one at most. */
export const paymentsNow = ({ payments }: OrderRecord): Version<PaymentState>[] => [
  ...new Map(payments.map((version) => [version.state.id, version])).values(),
];

export const isUnpaid = ({ status }: OrderState): boolean => status === 'created' || status === 'awaiting:payment';

/** Whether each version of the order was heard and is still kept, from the first to the newest. */
export const isWhole = ({ order }: OrderRecord): boolean => order.every(({ version }, index) => version === index + 1);

/**
 * What of a payment went back: through the provider, and past it where a person settled a refund that had failed. What a
 * capture took in part was never told as captured, and does not count as returned either.
 */
const returnedOf = ({ amountCaptured, amountRefunded, settlement }: PaymentState): number =>
  amountRefunded + (amountCaptured > 0 ? (settlement?.amount ?? 0) : 0);

/** The money of an order in minor units: charged, given back, and the price of what is live. */
export interface Account {
  currency: Currency;
  captured: number;
  refunded: number;
  live: number;
}

/** The money of an order; undefined when too little of it was heard to say. */
export function accountOf(record: OrderRecord): Account | undefined {
  const order = orderNow(record)?.state;
  const payments = paymentsNow(record);
  if (!order || (!record.inFull && payments.length === 0)) return undefined;
  const sum = (amount: (state: PaymentState) => number) => payments.reduce((all, { state }) => all + amount(state), 0);
  return {
    currency: order.currency,
    captured: sum((state) => state.amountCaptured),
    refunded: sum(returnedOf),
    live: order.status === 'complete' ? order.total : 0,
  };
}
