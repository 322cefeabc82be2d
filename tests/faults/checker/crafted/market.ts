import type { Order, Payment, Stock } from '../read/rows.ts';
import type { Records } from '../records.ts';
import { aPen, camel } from './pen.ts';

const LISTING = {
  id: 'listing',
  version: 1,
  seller_id: 'seller',
  title: 'The Night Ferry',
  venue: 'Pier 9',
  city: 'Oslo',
  country: 'NO',
  starts_at: '2027-03-01T19:00:00+00:00',
  price: 2_000,
  currency: 'EUR',
  refund_hours: 24,
};

/** A market that is made step by step; the records hold of each step what the services would have written. */
export function openMarket() {
  const stock: Stock = {
    ticket_id: 'listing',
    version: 0,
    capacity: 0,
    held: 0,
    sold: 0,
    closed: false,
    sales: 'open',
    suspended: false,
  };
  const records = noRecords();
  const pen = aPen(records, stock);

  return {
    later: pen.later,

    signUp(id: string): void {
      records.users.push({ id, version: 1, email: `${id}@example.test`, verified: false, suspended_at: null });
      pen.tell('auth', 'user.created', id, { id, email: `${id}@example.test` });
    },

    /** Operators suspend an account. */
    ban(id: string): void {
      const user = records.users.find((one) => one.id === id)!;
      Object.assign(user, { version: user.version + 1, suspended_at: pen.now() });
      pen.tell('auth', 'user.updated', id, camel(user));
    },

    leave(id: string): void {
      records.users = records.users.filter((user) => user.id !== id);
      pen.tell('auth', 'user.deleted', id, { id, email: '' });
    },

    signOut(id: string): void {
      const expires_at = '2026-12-01T00:00:00.000Z';
      pen.tell('auth', 'session.revoked', id, { id, expiresAt: expires_at });
      for (const owner of ['auth', 'tickets', 'orders', 'payments'] as const)
        records.revocations.push({ owner, id, expires_at });
    },

    list(quantity = 3): void {
      stock.capacity = quantity;
      const ticket = {
        ...LISTING,
        description: '',
        category: 'music',
        quantity,
        status: 'on_sale',
        sales: 'open',
        suspended: false,
      };
      records.tickets.push(ticket);
      pen.tell('tickets', 'ticket.created', 'listing', camel(ticket));
      pen.moveUnits(0, 0);
    },

    /** The seller moves the event to another pier, which gives a right to a refund until it begins. */
    move(): void {
      const [ticket] = records.tickets;
      Object.assign(ticket!, { version: 2, venue: 'Pier 10' });
      const moves = [{ version: 2, until: '2027-03-01T19:00:00.000Z' }];
      pen.tell('tickets', 'ticket.updated', 'listing', { ...camel(ticket!), moves });
    },

    /** Operators take the listing off sale, or put it back. */
    decide(suspended: boolean): void {
      const [ticket] = records.tickets;
      Object.assign(ticket!, { version: ticket!.version + 1, suspended });
      Object.assign(stock, { suspended });
      const { moves } = records.outbox.findLast(({ aggregate }) => aggregate === 'ticket')!.envelope.data;
      pen.tell('tickets', 'ticket.updated', 'listing', { ...camel(ticket!), moves });
      pen.moveUnits(0, 0);
    },

    place(id: string, quantity: number): Order {
      const deadline = pen.inSeconds(60);
      const order: Order = {
        id,
        version: 0,
        ticket_id: 'listing',
        user_id: 'buyer',
        quantity,
        unit_price: LISTING.price,
        currency: 'EUR',
        status: 'created',
        cancel_reason: null,
        refund: 'none',
        hold_until: deadline,
        extended: false,
        expires_at: deadline,
        payment_id: null,
        payment_version: 0,
      };
      records.orders.push(order);
      pen.moveUnits(quantity, 0);
      pen.tellOrder(order, 'order.created');
      return order;
    },

    startPayment(order: Order): Payment {
      const payment: Payment = {
        id: `payment of ${order.id}`,
        order_id: order.id,
        user_id: 'buyer',
        version: 0,
        status: 'processing',
        amount: order.quantity * order.unit_price,
        currency: 'EUR',
        amount_captured: 0,
        amount_refunded: 0,
        stripe_id: `pi of ${order.id}`,
        refund_failed_at: null,
        key_number: 1,
      };
      const { id, amount, stripe_id } = payment;
      records.payments.push(payment);
      records.attempts.push({
        id: `attempt of ${order.id}`,
        payment_id: id,
        number: 1,
        stripe_key: '',
        status: 'open',
      });
      const metadata = { orderId: order.id, paymentId: id };
      records.intents.push({ id: stripe_id!, status: 'requires_payment_method', amount, currency: 'eur', metadata });
      const cause = pen.tellPayment(payment, 'payment.started');
      Object.assign(order, { status: 'awaiting:payment', payment_id: id, expires_at: pen.inSeconds(300) });
      pen.tellOrder(order, 'order.updated', cause);
      return payment;
    },

    /** The card is good, the order complete, the money taken and the admissions issued. */
    complete(order: Order, payment: Payment): void {
      pen.moveMoney(payment, 'authorized', `attempt of ${order.id}-confirm-1`);
      payment.status = 'authorized';
      const cause = pen.tellPayment(payment, 'payment.authorized');
      pen.moveUnits(-order.quantity, order.quantity);
      Object.assign(order, { status: 'complete', expires_at: order.hold_until });
      pen.tellOrder(order, 'order.completed', cause);
      pen.moveMoney(payment, 'captured', `${payment.id}-capture-1`);
      records.intents.find(({ id }) => id === payment.stripe_id)!.status = 'succeeded';
      Object.assign(payment, { status: 'captured', amount_captured: payment.amount });
      pen.tellPayment(payment, 'payment.captured');
      const unused = {
        order_id: order.id,
        ticket_id: 'listing',
        user_id: 'buyer',
        redeemed_at: null,
        revoked_at: null,
      };
      for (let number = 1; number <= order.quantity; number++)
        records.admissions.push({ ...unused, id: `admission ${number} of ${order.id}`, number, scan_id: null });
      pen.tellAdmissions(order.id, 'admission.issued');
    },

    refund(order: Order, payment: Payment): void {
      order.refund = 'requested';
      pen.tellOrder(order, 'order.refund_requested');
      for (const one of records.admissions) if (one.order_id === order.id) one.revoked_at = pen.now();
      pen.tellAdmissions(order.id, 'admission.revoked');
      pen.moveUnits(0, -order.quantity);
      Object.assign(order, { status: 'cancelled', cancel_reason: 'refunded', refund: 'granted' });
      pen.tellOrder(order, 'order.cancelled');
      pen.moveMoney(payment, 'refunded', `${payment.id}-refund-1`);
      Object.assign(payment, { status: 'refunded', amount_refunded: payment.amount });
      pen.tellPayment(payment, 'payment.refunded');
    },

    /** The bank sends a refund back. */
    sendBack(payment: Payment): void {
      pen.moveMoney(payment, 'refund_failed', null);
      Object.assign(payment, { status: 'captured', amount_refunded: 0, refund_failed_at: pen.now() });
      pen.tellPayment(payment, 'payment.refund_failed');
    },

    /** A person pays the buyer back past the provider. */
    payByHand(payment: Payment): void {
      payment.settlement = { how: 'cash', amount: payment.amount };
      pen.tellPayment(payment, 'payment.refund_settled');
    },

    /** The seller gives the order back out of turn, although somebody was let in. */
    giveBack(order: Order, payment: Payment): void {
      const [used] = records.admissions.filter(({ order_id }) => order_id === order.id);
      Object.assign(used!, { redeemed_at: pen.now(), scan_id: `scan of ${order.id}` });
      pen.tellAdmissions(order.id, 'admission.redeemed');
      pen.later();
      pen.moveUnits(0, -order.quantity);
      Object.assign(order, { status: 'cancelled', cancel_reason: 'refunded_by_seller', refund: 'granted' });
      pen.tellOrder(order, 'order.cancelled');
      for (const one of records.admissions) if (one.order_id === order.id) one.revoked_at = pen.now();
      pen.tellAdmissions(order.id, 'admission.revoked');
      pen.moveMoney(payment, 'refunded', `${payment.id}-refund-1`);
      Object.assign(payment, { status: 'refunded', amount_refunded: payment.amount });
      pen.tellPayment(payment, 'payment.refunded');
    },

    failPayment(payment: Payment): string {
      payment.status = 'open';
      return pen.tellPayment(payment, 'payment.failed');
    },

    /** An unpaid order ends with the sale of its listing. */
    withdraw(order: Order): void {
      pen.moveUnits(-order.quantity, 0);
      Object.assign(order, { status: 'cancelled', cancel_reason: 'suspended' });
      pen.tellOrder(order, 'order.cancelled');
    },

    expire(order: Order, cause?: string): void {
      pen.moveUnits(-order.quantity, 0);
      Object.assign(order, { status: 'cancelled', cancel_reason: 'expired', expires_at: order.hold_until });
      pen.tellOrder(order, 'order.cancelled', cause);
    },

    /** Brings every copy up to date. */
    settle: () => copyAll(records, stock),
  };
}

const noRecords = (): Records => ({
  now: '2026-11-01T13:00:00.000000+00:00',
  outbox: [],
  inbox: [],
  deadLetters: [],
  storedAnswers: [],
  revocations: [],
  users: [],
  tickets: [],
  ticketStock: [],
  ticketUsers: [],
  orderAdmissions: [],
  admissions: [],
  listings: [],
  stock: [],
  closedUsers: [],
  orders: [],
  timeline: [],
  paidOrders: [],
  payments: [],
  attempts: [],
  entries: [],
  intents: [],
  messages: [],
  answers: [],
});

function copyAll(records: Records, stock: Stock): Records {
  const { orders, outbox, users, tickets } = records;
  records.stock = [stock];
  records.ticketStock = [{ ...stock }];
  const left = outbox.filter(({ type }) => type === 'user.deleted');
  records.ticketUsers = [
    ...users.map(({ suspended_at, ...user }) => ({ ...user, closed: suspended_at !== null })),
    ...left.map(({ aggregate_id: id, aggregate_version: version }) => ({
      id,
      version,
      email: '',
      verified: false,
      closed: true,
    })),
  ];
  records.closedUsers = records.ticketUsers
    .filter(({ closed }) => closed)
    .map(({ id, version, closed }) => ({ id, version, closed }));
  records.listings = tickets.map(({ suspended: _, ...ticket }) => ticket);
  records.paidOrders = orders.map((order) => ({ ...order, total: order.quantity * order.unit_price }));
  records.orderAdmissions = orders.map(({ id, version, status, ticket_id, user_id, quantity, refund }) => {
    const told = outbox.filter(({ aggregate, aggregate_id }) => aggregate === 'admission' && aggregate_id === id);
    const captured = outbox.some((event) => event.type === 'payment.captured' && event.envelope.data.orderId === id);
    const known = { order_version: version, ticket_id, user_id, quantity, order_status: status, refund };
    return { ...known, order_id: id, version: told.length, state: 'none', captured };
  });
  return records;
}

/**
 * `kept` was bought, `returned` was bought and given back, `repaid` was given back out of turn, `lapsed` was never paid, and
 * neither was `withdrawn`, since the listing was suspended then; all is settled.
 */
export function aMarket(): Records {
  const market = openMarket();
  market.signUp('seller');
  market.signUp('leaver');
  market.leave('leaver');
  market.signOut('session');
  market.list();
  const kept = market.place('kept', 2);
  market.later();
  const paid = market.startPayment(kept);
  market.later();
  market.complete(kept, paid);
  const returned = market.place('returned', 1);
  market.later();
  const payment = market.startPayment(returned);
  market.complete(returned, payment);
  market.later();
  market.refund(returned, payment);
  const lapsed = market.place('lapsed', 1);
  market.later(90);
  market.expire(lapsed);
  const repaid = market.place('repaid', 1);
  market.later();
  const charged = market.startPayment(repaid);
  market.complete(repaid, charged);
  market.giveBack(repaid, charged);
  market.move();
  const withdrawn = market.place('withdrawn', 1);
  market.decide(true);
  market.withdraw(withdrawn);
  market.decide(false);
  market.signUp('banned');
  market.ban('banned');
  return market.settle();
}
