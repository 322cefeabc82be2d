import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import Stripe from 'stripe';
import type { SandboxConfig } from '../config.ts';
import type { Ledger } from '../core/ledger.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type Receiver, startReceiver } from './receiver.ts';

export const SECRET_KEY = 'sk_test_0123456789';
export const WEBHOOK_SECRET = 'whsec_0123456789';

/** A running sandbox with all that a test file needs around it. */
export interface Bench {
  stripe: Stripe;
  url: string;
  receiver: Receiver;
  /** Stops the sandbox and starts it again on the same data. */
  restart: () => Promise<void>;
  fault: (fault: object) => Promise<{ id: string }>;
  ledger: () => Promise<Ledger>;
  authorized: (amount?: number, paymentMethod?: string) => Promise<Stripe.PaymentIntent>;
  paid: (amount?: number, paymentMethod?: string) => Promise<Stripe.PaymentIntent>;
}

/** For a whole test file: starts before its tests, and is gone after them. */
export function useBench(config: Partial<SandboxConfig> = {}): Bench {
  let sandbox: Sandbox;
  let dataDir: string;
  const bench = {} as Bench;

  const start = async () => {
    sandbox = await startSandbox({
      port: 0,
      dataDir,
      secretKey: SECRET_KEY,
      webhookSecret: WEBHOOK_SECRET,
      webhookUrl: bench.receiver.url,
      logLevel: 'silent',
      refundDelay: 50,
      ...config,
    });
    bench.url = sandbox.url;
    bench.stripe = stripeAt(sandbox.url);
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    bench.receiver = await startReceiver(WEBHOOK_SECRET);
    await start();
  });
  afterAll(async () => {
    await sandbox.stop();
    await bench.receiver.close();
    await rm(dataDir, { recursive: true });
  });

  const control = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };
    const response = await fetch(`${bench.url}/_sandbox${path}`, { ...init, headers });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const pay = async (captureMethod: 'manual' | 'automatic', amount: number, paymentMethod: string) =>
    bench.stripe.paymentIntents.create({
      ...noRedirects,
      amount,
      currency: 'eur',
      capture_method: captureMethod,
      confirm: true,
      payment_method: paymentMethod,
    });

  return Object.assign(bench, {
    restart: async () => {
      await sandbox.stop();
      await start();
    },
    fault: (fault: object) => control('/faults', { method: 'POST', body: JSON.stringify(fault) }),
    ledger: () => control('/ledger'),
    authorized: (amount = 1000, paymentMethod = 'pm_card_visa') => pay('manual', amount, paymentMethod),
    paid: (amount = 1000, paymentMethod = 'pm_card_visa') => pay('automatic', amount, paymentMethod),
  });
}

/** Cards that need no page of their bank's can be confirmed without a way back. */
export const noRedirects = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;

/** A card by its token, which Stripe takes but the SDK's types leave out. */
export function tokenised(token: string) {
  return { payment_method_data: { type: 'card', card: { token } } } as const;
}

/** The official SDK, unmodified, pointed at the sandbox. */
export function stripeAt(url: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(SECRET_KEY, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

/** The error that the SDK throws. */
export async function refusal(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}
