import type {
  EventDefinition,
  EventOf,
  OrderState,
  PaymentState,
  StockState,
  TicketState,
} from '../contracts/index.ts';
import { newId } from '../database/index.ts';
import { seal } from '../messaging/index.ts';

const now = () => new Date().toISOString();
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

/** An event as its publisher would send it. */
export function eventOf<D extends EventDefinition>(
  definition: D,
  data: EventOf<D>['data'],
  { version = 1, id = (data as { id?: string; orderId?: string; ticketId?: string }).id ?? aggregateIdOf(data) } = {},
): EventOf<D> {
  const happening = { definition, aggregateId: id, aggregateVersion: version, data };
  return seal(happening, { correlationId: newId(), causationId: null }) as unknown as EventOf<D>;
}

/** Admissions and expirations are about an order, stock about a ticket. */
function aggregateIdOf(data: unknown): string {
  const { orderId, ticketId } = data as { orderId?: string; ticketId?: string };
  return orderId ?? ticketId ?? newId();
}

export const aTicket = (changes: Partial<TicketState> = {}): TicketState => ({
  id: newId(),
  sellerId: newId(),
  title: 'The Night Ferry',
  description: 'A play in two acts.',
  category: 'theatre',
  venue: 'Harbour Stage',
  city: 'Lisbon',
  country: 'Portugal',
  startsAt: inSeconds(30 * 24 * 3600),
  doorsAt: null,
  endsAt: null,
  salesEndAt: null,
  checkInAt: null,
  reentry: false,
  timeZone: 'Europe/Lisbon',
  price: 2500,
  currency: 'EUR',
  quantity: 10,
  refundHours: 24,
  status: 'on_sale',
  sales: 'open',
  suspended: false,
  sellerSuspended: false,
  decision: null,
  poster: null,
  moves: [],
  createdAt: now(),
  updatedAt: now(),
  ...changes,
});

export const aStock = (changes: Partial<StockState> = {}): StockState => ({
  ticketId: newId(),
  capacity: 10,
  held: 0,
  sold: 0,
  closed: false,
  sales: 'open',
  suspended: false,
  ...changes,
});

export const anOrder = (changes: Partial<OrderState> = {}): OrderState => {
  const { quantity = 2, unitPrice = 2500 } = changes;
  return {
    id: newId(),
    ticketId: newId(),
    sellerId: newId(),
    userId: newId(),
    quantity,
    unitPrice,
    total: quantity * unitPrice,
    currency: 'EUR',
    status: 'created',
    cancelReason: null,
    refund: 'none',
    expiresAt: inSeconds(900),
    paymentId: null,
    ticket: {
      version: 1,
      title: 'The Night Ferry',
      venue: 'Harbour Stage',
      city: 'Lisbon',
      country: 'Portugal',
      startsAt: inSeconds(30 * 24 * 3600),
      timeZone: 'Europe/Lisbon',
    },
    createdAt: now(),
    updatedAt: now(),
    ...changes,
  };
};

export const aPayment = (changes: Partial<PaymentState> = {}): PaymentState => ({
  id: newId(),
  orderId: newId(),
  userId: newId(),
  status: 'processing',
  amount: 5000,
  currency: 'EUR',
  attempts: 1,
  failure: null,
  card: null,
  stripeId: null,
  amountCaptured: 0,
  amountRefunded: 0,
  createdAt: now(),
  updatedAt: now(),
  ...changes,
});
