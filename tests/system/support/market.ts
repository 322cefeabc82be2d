import {
  AdmissionView,
  CheckInView,
  OrderView,
  PaymentAnswer,
  type PaymentView,
  TicketView,
  TimelineEntry,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { eventually } from '@frontrow/common/testing';
import { z } from 'zod';
import { type Answer, bodyOf, persist, send } from './http.ts';
import type { Person } from './people.ts';

/** What sellers and buyers do, through the gateway. Each answer is checked against its contract. */

/** A title that no other listing has, and that search can find. */
export const aTitle = (words = 'The Night Ferry') => `${words} ${newId().slice(-12)}`;

export async function sell(seller: Person, listing: object = {}): Promise<TicketView> {
  const body = { title: aTitle(), price: 20, currency: 'EUR', ...listing };
  return TicketView.parse(bodyOf(await seller.send('POST', '/api/tickets', body), 201));
}

export const ticketOf = async (id: string): Promise<TicketView> =>
  TicketView.parse(bodyOf(await send('GET', `/api/tickets/${id}`), 200));

export const search = async (query: Record<string, string>): Promise<TicketView[]> =>
  z.array(TicketView).parse(bodyOf(await send('GET', `/api/tickets?${new URLSearchParams(query)}`), 200));

export const askForOrder = (buyer: Person, ticketId: string, quantity = 1): Promise<Answer> =>
  buyer.send('POST', '/api/orders', { ticketId, quantity });

/** Right after a ticket was made it may still be on its way to orders, which then asks for patience. */
export async function reserve(buyer: Person, ticketId: string, quantity = 1): Promise<OrderView> {
  const key = newId();
  const placed = await persist(() => buyer.send('POST', '/api/orders', { ticketId, quantity }, key));
  return OrderView.parse(bodyOf(placed, 201));
}

export const orderOf = async (buyer: Person, id: string): Promise<OrderView> =>
  OrderView.parse(bodyOf(await buyer.send('GET', `/api/orders/${id}`), 200));

export const tryToPay = (buyer: Person, orderId: string, token = 'tok_visa'): Promise<Answer> =>
  buyer.send('POST', '/api/payments', { orderId, token });

export const paymentIn = (answer: Answer, status: number): PaymentView =>
  PaymentAnswer.parse(bodyOf(answer, status)).payment;

export const pay = async (buyer: Person, orderId: string, token?: string): Promise<PaymentView> =>
  paymentIn(await tryToPay(buyer, orderId, token), 201);

export const admissionsOf = async (buyer: Person, orderId: string): Promise<AdmissionView[]> =>
  z.array(AdmissionView).parse(bodyOf(await buyer.send('GET', `/api/tickets/admissions?orderId=${orderId}`), 200));

export const timelineOf = async (buyer: Person, orderId: string): Promise<TimelineEntry[]> =>
  z.array(TimelineEntry).parse(bodyOf(await buyer.send('GET', `/api/orders/${orderId}/timeline`), 200));

/** Waits until an order is as expected, and returns it. */
export const untilOrder = (buyer: Person, id: string, expected: Partial<OrderView>, withinMs = 30_000) =>
  eventually(
    async () => {
      const order = await orderOf(buyer, id);
      const seen = Object.fromEntries(Object.keys(expected).map((key) => [key, order[key as keyof OrderView]]));
      if (JSON.stringify(seen) !== JSON.stringify(expected)) throw new Error(`the order is ${JSON.stringify(order)}`);
      return order;
    },
    withinMs,
    100,
  );

export const untilAdmitted = (buyer: Person, orderId: string): Promise<AdmissionView[]> =>
  eventually(
    async () => {
      const admissions = await admissionsOf(buyer, orderId);
      if (admissions.length === 0) throw new Error('no admission yet');
      return admissions;
    },
    30_000,
    100,
  );

/** Buys units and waits for the admissions. */
export async function buy(buyer: Person, ticketId: string, quantity = 1, card?: string) {
  const { id } = await reserve(buyer, ticketId, quantity);
  await pay(buyer, id, card);
  const admissions = await untilAdmitted(buyer, id);
  return { order: await orderOf(buyer, id), admissions };
}

export const scan = (doorkeeper: Person, ticketId: string, code: string, scanId = newId()): Promise<Answer> =>
  doorkeeper.send('POST', `/api/tickets/${ticketId}/check-ins`, { scanId, code });

export const checkIn = async (doorkeeper: Person, ticketId: string, code: string): Promise<CheckInView> =>
  CheckInView.parse(bodyOf(await scan(doorkeeper, ticketId, code), 200));
