import { randomBytes } from 'node:crypto';
import { type APIRequestContext, expect } from '@playwright/test';

export interface Person {
  email: string;
  password: string;
  request: APIRequestContext;
}
export interface Listing {
  id: string;
  sellerId: string;
  title: string;
}

/** Unlike any other, so that a test can run again and again on the same data. */
export const unique = (name: string): string => `${name} ${randomBytes(4).toString('hex')}`;

export const newPassword = (): string => `${randomBytes(6).toString('hex')} on stage`;
export const newEmail = (role: string): string => `${role}-${randomBytes(6).toString('hex')}@example.com`;

/** People and listings through the API. */
export function createMarket(newRequest: () => Promise<APIRequestContext>) {
  const requests: APIRequestContext[] = [];

  async function join(role: string, language = 'en'): Promise<Person> {
    const request = await newRequest();
    requests.push(request);
    const [email, password] = [newEmail(role), newPassword()];
    const answer = await request.post('/api/users/signUp', { data: { email, password, language } });
    expect(answer.status(), await answer.text()).toBe(201);
    return { email, password, request };
  }

  async function list(seller: Person, fields: Record<string, unknown> = {}): Promise<Listing> {
    const data = { title: unique('Lantern Parade'), price: '18.50', currency: 'EUR', quantity: 20, ...fields };
    const answer = await seller.request.post('/api/tickets', { data });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  }

  async function reserve(buyer: Person, ticketId: string, quantity = 1): Promise<{ id: string }> {
    const answer = await buyer.request.post('/api/orders', { data: { ticketId, quantity } });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  }

  /** Pays with a good card, and waits until the order knows. */
  async function pay(buyer: Person, orderId: string): Promise<void> {
    const data = { orderId, paymentMethodId: 'pm_card_visa' };
    const answer = await buyer.request.post('/api/payments', { data });
    expect(answer.status(), await answer.text()).toBe(201);
    const status = async () => (await (await buyer.request.get(`/api/orders/${orderId}`)).json()).status;
    await expect.poll(status).toBe('complete');
  }

  /** What the QR code of an order's first ticket says, once it is issued. */
  async function codeOf(buyer: Person, orderId: string): Promise<string> {
    let code: string | undefined;
    await expect(async () => {
      const answer = await buyer.request.get(`/api/tickets/admissions?orderId=${orderId}`);
      code = (await answer.json())[0]?.code;
      expect(code).toBeTruthy();
    }).toPass();
    return code!;
  }

  return { join, list, reserve, pay, codeOf, close: () => Promise.all(requests.map((request) => request.dispose())) };
}
export type Market = ReturnType<typeof createMarket>;
