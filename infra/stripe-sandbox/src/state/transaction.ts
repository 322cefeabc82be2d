import type Stripe from 'stripe';
import { cardBehind } from '../api/cards.ts';
import { openDispute } from '../core/disputes.ts';
import type { Effects } from '../core/effects.ts';
import { type NewEvent, newEvent } from '../core/events.ts';
import { type Fresh, fresh } from '../core/fresh.ts';
import { findFault, struck } from '../faults.ts';
import { planDeliveries, releaseReversed } from '../webhooks/deliveries.ts';
import type { Put, Store } from './store.ts';

/** Who asked for a change: null where the sandbox acts by itself. */
export interface Cause {
  requestId: string | null;
  idempotencyKey: string | null;
}

/** What may be read and written in one piece, with the new ids and the time of that piece. */
export interface Transaction {
  store: Store;
  put: Put;
  fresh: Fresh;
  /** Saves what a transition decided, with its events, their deliveries and the ledger's entries; throws its failure. */
  save: (effects: Effects) => void;
}

export function transact<R>(store: Store, cause: Cause, work: (tx: Transaction) => R): Promise<R> {
  return store.transact((put) => {
    const tx: Transaction = {
      store,
      put,
      fresh: fresh(),
      save: (effects) => {
        saveEffects(tx, effects, cause);
        if (effects.failure) throw effects.failure;
      },
    };
    return work(tx);
  });
}

function saveEffects(tx: Transaction, effects: Effects, cause: Cause): void {
  const { put, store } = tx;
  const { intent, charge, dispute, refund, events, ledger } = effects;
  if (intent) put('intents', intent.intent.id, intent);
  if (intent?.challenge) {
    put('challenges', intent.challenge.id, { intent: intent.intent.id, returnUrl: intent.challenge.returnUrl });
  }
  if (charge) put('charges', charge.id, charge);
  if (dispute) put('disputes', dispute.id, dispute);
  if (refund) put('refunds', refund.refund.id, refund);
  for (const entry of ledger) {
    const id = store.size('ledger') + 1;
    put('ledger', String(id), { id, time: new Date().toISOString(), ...entry, ...cause });
  }
  for (const happened of events) saveEvent(tx, newEvent(happened, requestOf(cause), tx.fresh), happened.object);
  const complaint = charge?.captured && !charge.disputed && cardBehind(store, charge).dispute;
  if (complaint) saveEffects(tx, openDispute(charge, complaint, tx.fresh), cause);
}

const requestOf = ({ requestId, idempotencyKey }: Cause) => ({ id: requestId, idempotency_key: idempotencyKey });

/** The event, and how it goes out: a fault may want that late, twice, in another order or not at all. */
function saveEvent({ put, store, fresh }: Transaction, event: Stripe.Event, about: NewEvent['object']): void {
  put('events', event.id, event);
  if (!store.isEnabled(event.type)) return;
  const now = Date.now();
  const fault = findFault(store, 'webhook', { type: event.type, metadata: metadataOf(store, about) });
  if (fault) put('faults', fault.id, struck(fault));
  for (const delivery of planDeliveries(event, fault, now, () => fresh.id('del'))) {
    put('deliveries', delivery.id, delivery);
  }
  if (fault?.kind === 'webhook-reorder') {
    const collected = store.all('deliveries').filter(({ collectedBy }) => collectedBy === fault.id);
    for (const delivery of releaseReversed(collected, fault.count, now)) put('deliveries', delivery.id, delivery);
  }
}

/** The metadata of the payment intent that the object belongs to. */
function metadataOf(store: Store, about: NewEvent['object']): Stripe.Metadata {
  if (about.object === 'payment_intent') return about.metadata;
  return store.get('intents', String(about.payment_intent))?.intent.metadata ?? {};
}
