import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EventDefinition,
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  type OrderState,
  OrderUpdated,
  type PaymentView,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import {
  anOrder,
  aSession,
  cookieOf,
  eventOf,
  eventually,
  startTestService,
  type TestService,
} from '@frontrow/common/testing';
import { expect } from '@jest/globals';
import { sql } from 'drizzle-orm';
import Stripe from 'stripe';
import supertest from 'supertest';
import type { Ledger } from '../../../infra/stripe-sandbox/src/core/ledger.ts';
import { type Sandbox, startSandbox } from '../../../infra/stripe-sandbox/src/sandbox.ts';
import type { Config, Resources } from '../src/config.ts';
import { payments } from '../src/service.ts';

export const SECRET_KEY = 'sk_test_0123456789';
export const WEBHOOK_SECRET = 'whsec_0123456789';

export const environment = (stripeUrl: string, changes: Record<string, string> = {}) => ({
  STRIPE_SECRET_KEY: SECRET_KEY,
  STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  STRIPE_API_URL: stripeUrl,
  STRIPE_TIMEOUT_MS: '5000',
  ...changes,
});

/** An order whose events a test hands in, and its buyer. */
export interface TestOrder {
  id: string;
  buyer: string;
  /** From where it is paid. */
  address: string;
  state: OrderState;
  /** The order as it is after an event of its service, which payments is not told of yet. */
  next(definition: EventDefinition, changes?: Partial<OrderState>): ReturnType<typeof eventOf>;
}

export interface Bench {
  sandbox: Sandbox;
  service: TestService<Config, Resources>;
  stripe: Stripe;
  /** An order that payments is not told of yet. */
  draft(changes?: Partial<OrderState>): Promise<TestOrder>;
  place(changes?: Partial<OrderState>): Promise<TestOrder>;
  complete(order: TestOrder): Promise<void>;
  cancel(order: TestOrder, reason?: OrderState['cancelReason']): Promise<void>;
  update(order: TestOrder, changes: Partial<OrderState>): Promise<void>;
  /** Sends a card for an order: a token, or whatever body is given. */
  pay(order: TestOrder, card?: string | object, headers?: Record<string, string>): supertest.Test;
  paymentOf(order: TestOrder): Promise<PaymentView>;
  /** Places an order and pays it with a good card. */
  paid(card?: string): Promise<TestOrder>;
  /** The same, and waits until it is charged. */
  charged(card?: string): Promise<TestOrder>;
  /** The refunds that failed for good, as operators see them. */
  refundFailures(): Promise<{ orderId: string; refundFailedAt: string }[]>;
  /** Waits until the payment of an order has a status. */
  reaches(order: TestOrder, status: PaymentView['status']): Promise<PaymentView>;
  /** The types of the events about an order's payment, after checking that their versions have no gaps. */
  events(order: TestOrder): Promise<string[]>;
  fault(fault: object): Promise<void>;
  /** How often the faults that are set will still strike. */
  faultsLeft(): Promise<number>;
  noFaults(): Promise<void>;
  /** Stripe forgets every idempotency key, as it may after a day. */
  forgetKeys(): Promise<void>;
  /** The cardholder disputes the charge of an order, or only has the bank ask; resolves to the dispute's id. */
  dispute(order: TestOrder, complaint?: object): Promise<string>;
  /** The bank decides a dispute. */
  decide(dispute: string, outcome: 'won' | 'lost'): Promise<void>;
  /** What Stripe's own books say about an order: every PaymentIntent it has. */
  books(order: TestOrder): Promise<Books>;
}

export interface Books {
  intents: Stripe.PaymentIntent[];
  authorized: number;
  captures: number;
  captured: number;
  refunded: number;
  voided: number;
  disputed: number;
}

interface BenchOptions {
  /** Changes to the service's environment. */
  changes?: Record<string, string>;
  webhooks?: boolean;
  refundDelay?: number;
  definition?: typeof payments;
}

/** A payments service and a sandbox of Stripe, with their own data, talking to each other. */
export async function startBench(options: BenchOptions = {}): Promise<Bench & { stop(): Promise<void> }> {
  const { changes, webhooks = true, refundDelay = 50, definition = payments } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'payments-'));
  const secrets = { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET };
  const sandbox = await startSandbox({ port: 0, dataDir, ...secrets, logLevel: 'silent', refundDelay });
  const service = await startTestService(definition, environment(sandbox.url, changes));
  if (webhooks) sandbox.deliverTo(`${service.url}/api/payments/webhook`);
  const { hostname, port } = new URL(sandbox.url);
  const stripe = new Stripe(SECRET_KEY, { host: hostname, port, protocol: 'http', telemetry: false });
  const control = (method: string, path: string, body?: object) =>
    fetch(`${sandbox.url}/_sandbox${path}`, {
      method,
      headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });

  const bench: Bench = {
    sandbox,
    service,
    stripe,
    async draft(given = {}) {
      const session = aSession();
      let state = anOrder({ userId: session.userId, ...given });
      let version = 0;
      return {
        id: state.id,
        buyer: await cookieOf(session),
        address: anAddress(),
        get state() {
          return state;
        },
        next(definition, more = {}) {
          state = { ...state, ...more };
          version += 1;
          return eventOf(definition, state, { version });
        },
      };
    },
    async place(given) {
      const order = await bench.draft(given);
      await service.deliver('payments-order', order.next(OrderCreated) as never);
      return order;
    },
    complete: (order) => service.deliver('payments-order', order.next(OrderCompleted, { status: 'complete' }) as never),
    cancel: (order, cancelReason = 'buyer') =>
      service.deliver('payments-order', order.next(OrderCancelled, { status: 'cancelled', cancelReason }) as never),
    update: (order, more) => service.deliver('payments-order', order.next(OrderUpdated, more) as never),
    pay: (order, card = 'tok_visa', headers = {}) =>
      supertest(service.url)
        .post('/api/payments')
        .set({ cookie: order.buyer, 'x-forwarded-for': order.address, ...headers })
        .send(typeof card === 'string' ? { orderId: order.id, token: card } : { orderId: order.id, ...card }),
    async paid(card) {
      const order = await bench.place();
      expect((await bench.pay(order, card)).status).toBe(201);
      return order;
    },
    async charged(card) {
      const order = await bench.paid(card);
      await bench.complete(order);
      await bench.reaches(order, 'captured');
      return order;
    },
    async refundFailures() {
      const operator = await cookieOf(aSession({ role: 'operator' }));
      return (await supertest(service.url).get('/api/payments/refund-failures').set('cookie', operator)).body;
    },
    async paymentOf(order) {
      const answer = await supertest(service.url)
        .get('/api/payments')
        .query({ orderId: order.id })
        .set('cookie', order.buyer);
      expect(answer.status).toBe(200);
      return answer.body[0];
    },
    reaches: (order, status) =>
      eventually(async () => {
        const payment = await bench.paymentOf(order);
        expect(payment?.status).toBe(status);
        return payment;
      }, 15_000),
    async events(order) {
      const events = (await service.outbox()).filter(({ data }) => (data as { orderId: string }).orderId === order.id);
      expect(events.map((event) => event.aggregateVersion)).toEqual(events.map((_, index) => index + 1));
      return events.map(({ type }) => type.replace('payment.', ''));
    },
    fault: async (fault) => expect((await control('POST', '/faults', fault)).status).toBe(201),
    async faultsLeft() {
      const faults = (await (await control('GET', '/faults')).json()) as { remaining: number }[];
      return faults.reduce((sum, { remaining }) => sum + remaining, 0);
    },
    noFaults: async () => expect((await control('DELETE', '/faults')).status).toBe(204),
    forgetKeys: async () => expect((await control('DELETE', '/idempotency-keys')).status).toBe(204),
    async dispute(order, complaint = {}) {
      const { intents } = await bench.books(order);
      const answer = await control('POST', '/disputes', { paymentIntent: intents[0]!.id, ...complaint });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as Stripe.Dispute).id;
    },
    decide: async (dispute, outcome) =>
      expect((await control('POST', `/disputes/${dispute}`, { outcome })).status).toBe(200),
    async books(order) {
      const { data } = await stripe.paymentIntents.search({ query: `metadata['orderId']:'${order.id}'` });
      const ledger = (await (await control('GET', '/ledger')).json()) as Ledger;
      const accounts = data.flatMap(({ id }) => ledger.paymentIntents[id] ?? []);
      const sum = (of: 'authorized' | 'captured' | 'refunded' | 'voided' | 'disputed' | 'captureCount') =>
        accounts.reduce((total, account) => total + account[of], 0);
      return {
        intents: data,
        authorized: sum('authorized'),
        captures: sum('captureCount'),
        captured: sum('captured'),
        refunded: sum('refunded'),
        voided: sum('voided'),
        disputed: sum('disputed'),
      };
    },
  };
  return {
    ...bench,
    async stop() {
      await service.stop();
      await sandbox.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** How many rows a table of the service has for an order's payment. */
export async function attemptsOf({ service }: Bench, order: TestOrder) {
  const { rows } = await service.kit.db.db.execute<{ status: string; stripe_key: string }>(sql`
    select a.status, a.stripe_key from payment_attempts a join payments p on p.id = a.payment_id
    where p.order_id = ${order.id} order by number`);
  return rows;
}

let addresses = 0;
/** Nobody shares it. */
const anAddress = () => `198.18.${Math.floor(++addresses / 250)}.${addresses % 250}`;

export const aKey = (): Record<string, string> => ({ 'idempotency-key': newId() });
