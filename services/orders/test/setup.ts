import {
  OrderView,
  type PaymentState,
  TicketCreated,
  type TicketState,
  TicketUpdated,
} from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import type { Session } from '@frontrow/common/http';
import {
  aPayment,
  aSession,
  aTicket,
  cookieOf,
  eventOf,
  startTestService,
  type TestService,
} from '@frontrow/common/testing';
import supertest from 'supertest';
import type { Config, OrdersKit } from '../src/config.ts';
import { orders } from '../src/service.ts';

export type OrdersService = TestService<Config, OrdersKit['resources']>;

export const startOrders = (environment: Record<string, string> = {}): Promise<OrdersService> =>
  startTestService(orders, environment);

/** A browser of someone signed in. */
export async function browserOf(service: OrdersService, session: Session = aSession()) {
  const cookie = await cookieOf(session);
  const api = supertest(service.url);
  const base = '/api/orders';
  return {
    session,
    get: (path = '') => api.get(base + path).set('cookie', cookie),
    post: (body: object, path = '') =>
      api
        .post(base + path)
        .set('cookie', cookie)
        .send(body),
    delete: (path: string) => api.delete(base + path).set('cookie', cookie),
  };
}

/** Puts a listing on sale as tickets would. */
export async function list(service: OrdersService, changes: Partial<TicketState> = {}): Promise<TicketState> {
  const ticket = aTicket(changes);
  await service.deliver('orders-ticket', eventOf(TicketCreated, ticket));
  return ticket;
}

/** Lets the seller pause, resume or end sales, as tickets would tell of it. */
export const control = (service: OrdersService, ticket: TicketState, sales: TicketState['sales'], version: number) =>
  service.deliver('orders-ticket', eventOf(TicketUpdated, { ...ticket, sales }, { version }));

/** Takes a listing off sale, or puts it back, as operators decide in tickets. */
export const suspend = (service: OrdersService, ticket: TicketState, suspended: boolean, version: number) =>
  service.deliver('orders-ticket', eventOf(TicketUpdated, { ...ticket, suspended }, { version }));

/** A buyer with an order for two units of a new listing of ten. */
export async function reserve(service: OrdersService, changes: Partial<TicketState> = {}) {
  const ticket = await list(service, changes);
  const buyer = await browserOf(service);
  const answer = await buyer.post({ ticketId: ticket.id, quantity: 2 });
  const order = OrderView.parse(answer.body);
  const payment: PaymentState = aPayment({ orderId: order.id, userId: buyer.session.userId });
  return { ticket, buyer, order, payment };
}

/** The stock of a listing as it stands in the database. */
export async function stockOf(service: OrdersService, ticketId: string) {
  const { rows } = await service.kit.db.pool.query(
    'select capacity, held, sold, closed, sales, suspended from stock where ticket_id = $1',
    [ticketId],
  );
  return rows[0];
}

/** A transaction without any lock: neither those of rows nor the turns at stocks and buyers. */
export function withoutLocks(tx: Tx): Tx {
  const unlocked = (text = '') =>
    text
      .replace(/ for update.*/s, '')
      .replaceAll('pg_advisory_xact_lock(', 'abs(')
      .replaceAll('pg_try_advisory_xact_lock(', '0 <= abs(');
  const query: Tx['client']['query'] = ({ name, text, ...rest }) =>
    tx.client.query({ ...rest, name: `unlocked_${name}`, text: unlocked(text) });
  return { ...tx, client: { query } };
}
