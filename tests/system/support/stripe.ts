import { query } from './databases.ts';
import { ownConnection, send } from './http.ts';
import { ports, secrets } from './instance.ts';

/** What the sandbox's own books say of one payment intent, in minor units. */
export interface Account {
  currency: string;
  authorized: number;
  captured: number;
  refunded: number;
  voided: number;
  captureCount: number;
}

export interface Ledger {
  paymentIntents: Record<string, Account>;
}

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${ports.sandbox}/_sandbox${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secrets.stripeSecretKey}`,
      'content-type': 'application/json',
      ...ownConnection,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`the sandbox answered ${response.status}: ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

export const readLedger = async () => (await control('GET', '/ledger')) as Ledger;

/** What the provider's books say of the money of orders, in their order; undefined where nothing was ever authorized. */
export async function moneyOfEach(orderIds: string[]): Promise<(Account | undefined)[]> {
  const sql = 'select order_id, stripe_id from payments where order_id = any($1)';
  const rows = await query<{ order_id: string; stripe_id: string }>('payments', sql, [orderIds]);
  const stripeIds = new Map(rows.map((row) => [row.order_id, row.stripe_id]));
  const { paymentIntents } = await readLedger();
  return orderIds.map((id) => paymentIntents[stripeIds.get(id) ?? '']);
}

export const moneyOf = async (orderId: string): Promise<Account | undefined> => (await moneyOfEach([orderId]))[0];

/** A fault as the sandbox's README describes it. */
export interface ProviderFault {
  kind: string;
  match?: object;
  [option: string]: unknown;
}

/** Lets something go wrong between us and the provider; resolves to how to take it back. */
export async function providerFault(fault: ProviderFault) {
  const { id } = (await control('POST', '/faults', fault)) as { id: string };
  return () => control('DELETE', `/faults/${id}`);
}

/** The same for one order alone. */
export const orderFault = (orderId: string, fault: ProviderFault) =>
  providerFault({ ...fault, match: { ...fault.match, metadata: { orderId } } });

/** A token for a card, as the card form in a browser gets it. */
export async function cardToken(number: string): Promise<string> {
  const card = { number, exp_month: 12, exp_year: new Date().getFullYear() + 2, cvc: '123' };
  const { status, body } = await send('POST', '/stripe-sandbox/tokens', { body: { card } });
  if (status !== 200) throw new Error(`no token: ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
}

/** Passes or fails the bank's 3-D Secure page, as the buyer's browser does; returns where the bank sends it back to. */
export async function answerChallenge(url: string, outcome: 'approve' | 'fail'): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
  if (response.status !== 303) throw new Error(`the challenge answered ${response.status}`);
  return response.headers.get('location')!;
}
