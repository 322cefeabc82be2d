import type Stripe from 'stripe';

/** What happened to whose money: entries are only ever added. */

export type EntryKind =
  | 'authorized'
  | 'captured'
  | 'voided'
  | 'refunded'
  | 'refund_failed'
  | 'dispute_withdrawn'
  | 'dispute_reinstated';

export interface NewEntry {
  kind: EntryKind;
  paymentIntent: string;
  charge: string;
  /** Minor units, always positive; `refund_failed` takes back a `refunded` entry, `dispute_reinstated` a withdrawal. */
  amount: number;
  currency: string;
}

export function entryOf(kind: EntryKind, charge: Stripe.Charge, amount: number): NewEntry {
  return { kind, paymentIntent: String(charge.payment_intent), charge: charge.id, amount, currency: charge.currency };
}

export interface LedgerEntry extends NewEntry {
  id: number;
  /** ISO 8601, in milliseconds. */
  time: string;
  requestId: string | null;
  idempotencyKey: string | null;
}

export interface Totals {
  authorized: number;
  captured: number;
  refunded: number;
  voided: number;
  /** What banks hold back for cardholders who dispute a charge. It is no refund: that stays a matter of its own. */
  disputed: number;
}

export interface IntentAccount extends Totals {
  currency: string;
  captureCount: number;
  captures: { time: string; amount: number; requestId: string | null; idempotencyKey: string | null }[];
}

export interface Ledger {
  currencies: Record<string, Totals & { captureCount: number }>;
  paymentIntents: Record<string, IntentAccount>;
  entries: LedgerEntry[];
}

/** Adds the entries up, per currency and per payment intent. */
export function ledgerOf(entries: LedgerEntry[]): Ledger {
  const ledger: Ledger = { currencies: {}, paymentIntents: {}, entries };
  for (const entry of entries) {
    ledger.currencies[entry.currency] ??= { ...nothing, captureCount: 0 };
    ledger.paymentIntents[entry.paymentIntent] ??= {
      currency: entry.currency,
      ...nothing,
      captureCount: 0,
      captures: [],
    };
    const currency = ledger.currencies[entry.currency]!;
    const intent = ledger.paymentIntents[entry.paymentIntent]!;
    for (const account of [currency, intent]) {
      add(account, entry);
      if (entry.kind === 'captured') account.captureCount += 1;
    }
    if (entry.kind === 'captured') {
      const { time, amount, requestId, idempotencyKey } = entry;
      intent.captures.push({ time, amount, requestId, idempotencyKey });
    }
  }
  return ledger;
}

const nothing: Totals = { authorized: 0, captured: 0, refunded: 0, voided: 0, disputed: 0 };

function add(totals: Totals, { kind, amount }: LedgerEntry): void {
  if (kind === 'refund_failed') totals.refunded -= amount;
  else if (kind === 'dispute_withdrawn') totals.disputed += amount;
  else if (kind === 'dispute_reinstated') totals.disputed -= amount;
  else totals[kind] += amount;
}
