import {
  type EventOf,
  type NewTicket,
  type OrderCancelled,
  OrderCompleted,
  type OrderRefundRequested,
  type OrderState,
  PaymentCaptured,
  type TicketView,
  UserCreated,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import type { Session } from '@frontrow/common/http';
import {
  anOrder,
  aPayment,
  aSession,
  cookieOf,
  eventOf,
  startTestService,
  type TestService,
  testKeys,
} from '@frontrow/common/testing';
import { sql } from 'drizzle-orm';
import supertest from 'supertest';
import type { Config, TicketsKit } from '../src/config.ts';
import { tickets } from '../src/service.ts';

export type TicketsService = TestService<Config, TicketsKit['resources']>;

export const CODES_SECRET = 'a secret that tickets and notifications share';

export const startTickets = (environment: Record<string, string> = {}): Promise<TicketsService> =>
  startTestService(tickets, {
    ADMISSION_KEYS: JSON.stringify({ keys: [testKeys.privateKey] }),
    CODES_SECRET,
    ...environment,
  });

/** Someone who sends requests; without a session when nobody signed in. */
export interface Person {
  session: Session;
  get(path: string): supertest.Test;
  post(path: string, body?: object | string): supertest.Test;
  put(path: string, body?: object): supertest.Test;
  delete(path: string): supertest.Test;
}

export async function person(service: TicketsService, session = aSession()): Promise<Person> {
  const cookie = await cookieOf(session);
  return { session, ...requests(service, (request) => request.set('cookie', cookie)) };
}

/** Someone of whom the service has heard that they signed up, so that a seller can name them. */
export async function signedUp(service: TicketsService): Promise<Person> {
  const session = aSession();
  const { userId: id, email } = session;
  const createdAt = new Date().toISOString();
  await service.deliver('tickets-user', eventOf(UserCreated, { id, email, role: 'user', createdAt }));
  return person(service, session);
}

export const nobody = (service: TicketsService) => requests(service, (request) => request);

const requests = ({ url }: TicketsService, prepare: (request: supertest.Test) => supertest.Test) => ({
  get: (path: string) => prepare(supertest(url).get(`/api/tickets${path}`)),
  post: (path: string, body: object | string = {}) => prepare(supertest(url).post(`/api/tickets${path}`)).send(body),
  put: (path: string, body: object = {}) => prepare(supertest(url).put(`/api/tickets${path}`)).send(body),
  delete: (path: string) => prepare(supertest(url).delete(`/api/tickets${path}`)),
});

type Wish = Partial<Record<keyof NewTicket, unknown>>;

export async function listed(seller: Person, wish: Wish = {}): Promise<TicketView> {
  const { status, body } = await seller.post('/', { title: 'The Night Ferry', price: 20, ...wish });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** Has these be the staff of a listing: they are invited, and accept. */
export async function staffed(seller: Person, id: string, ...staff: Person[]): Promise<void> {
  await seller.put(`/${id}/staff`, { emails: staff.map(({ session }) => session.email) }).expect(200);
  for (const one of staff) await one.post(`/${id}/staff/invitation`).expect(200);
}

/** A listing as everybody sees it, but for whom it is from. */
export async function seenByAll(service: TicketsService, id: string): Promise<TicketView> {
  const { organiser: _, ...listing } = (await nobody(service).get(`/${id}`)).body;
  return listing;
}

/** Has the event of a listing end so many days ago: nobody can list one that is over. */
export async function overSince(service: TicketsService, { id }: TicketView, days: number): Promise<void> {
  await service.kit.db.pool.query(
    `update tickets set starts_at = now() - make_interval(days => $2, hours => 6) where id = $1`,
    [id, days],
  );
}

export const deliverOrder = (
  service: TicketsService,
  definition: typeof OrderCompleted | typeof OrderRefundRequested | typeof OrderCancelled,
  state: OrderState,
  version: number,
) => service.deliver('tickets-order', eventOf(definition, state, { version }) as EventOf<typeof OrderCompleted>);

export const deliverCapture = (service: TicketsService, orderId: string) => {
  const payment = aPayment({ orderId, status: 'captured', amountCaptured: 5000 });
  return service.deliver('tickets-payment', eventOf(PaymentCaptured, payment, { id: payment.id, version: 3 }));
};

export const refundOf = (order: OrderState): OrderState => ({ ...order, refund: 'requested' });

/** An order of a listing that is complete and captured (version 3), so that its admissions exist. */
export async function paidOrder(
  service: TicketsService,
  { ticketId, userId = newId(), quantity = 1 }: { ticketId: string; userId?: string; quantity?: number },
): Promise<OrderState> {
  const order = anOrder({ ticketId, userId, quantity, status: 'complete', paymentId: newId() });
  await deliverOrder(service, OrderCompleted, order, 3);
  await deliverCapture(service, order.id);
  return order;
}

export interface Issued {
  id: string;
  code: string;
  shortCode: string;
}

/** The admissions of an order with their codes, as their buyer is shown them. */
export async function issuedTo({ kit }: TicketsService, orderId: string): Promise<Issued[]> {
  const { rows } = await kit.db.db.execute<{ id: string; ticket_id: string; short_code: string }>(
    sql`select id, ticket_id, short_code from admissions where order_id = ${orderId} order by number`,
  );
  return rows.map(({ id, ticket_id, short_code }) => ({
    id,
    shortCode: short_code,
    code: kit.resources.codes.write({ admissionId: id, ticketId: ticket_id }),
  }));
}

/** All pages from `path` on, following the Link header. */
export async function allPages<T>(from: Pick<Person, 'get'>, path: string): Promise<T[][]> {
  const pages: T[][] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { status, body, headers } = await from.get(next);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    pages.push(body);
    next = /^<\/api\/tickets(.*)>; rel="next"$/.exec(headers.link ?? '')?.[1];
  }
  return pages;
}
