import type Stripe from 'stripe';
import type { Fresh } from './fresh.ts';

type IntentEvents =
  | 'payment_intent.created'
  | 'payment_intent.requires_action'
  | 'payment_intent.amount_capturable_updated'
  | 'payment_intent.succeeded'
  | 'payment_intent.canceled'
  | 'payment_intent.payment_failed';
type ChargeEvents = 'charge.succeeded' | 'charge.failed' | 'charge.captured' | 'charge.refunded' | 'charge.expired';
type DisputeEvents =
  | 'charge.dispute.created'
  | 'charge.dispute.updated'
  | 'charge.dispute.closed'
  | 'charge.dispute.funds_withdrawn'
  | 'charge.dispute.funds_reinstated';
type RefundEvents = 'refund.created' | 'refund.updated' | 'refund.failed';

/** Something that happened, with the object as it is after that. */
export type NewEvent =
  | { type: IntentEvents; object: Stripe.PaymentIntent }
  | { type: ChargeEvents; object: Stripe.Charge }
  | { type: DisputeEvents; object: Stripe.Dispute }
  | { type: RefundEvents; object: Stripe.Refund };

/** The version that the SDK of this project speaks: a new SDK does not compile until the shapes here were checked again. */
export const API_VERSION: typeof Stripe.API_VERSION = '2026-10-28.endive';

export function newEvent(happened: NewEvent, request: Stripe.Event.Request, fresh: Fresh): Stripe.Event {
  const base = {
    id: fresh.id('evt'),
    object: 'event' as const,
    api_version: API_VERSION,
    created: fresh.now,
    livemode: false,
    pending_webhooks: 0,
    request,
  };
  if (isIntentEvent(happened)) return { ...base, type: happened.type, data: { object: happened.object } };
  if (isChargeEvent(happened)) return { ...base, type: happened.type, data: { object: happened.object } };
  if (isDisputeEvent(happened)) return { ...base, type: happened.type, data: { object: happened.object } };
  return { ...base, type: happened.type, data: { object: happened.object } };
}

function isDisputeEvent(happened: NewEvent): happened is Extract<NewEvent, { type: DisputeEvents }> {
  return happened.object.object === 'dispute';
}

function isIntentEvent(happened: NewEvent): happened is Extract<NewEvent, { type: IntentEvents }> {
  return happened.object.object === 'payment_intent';
}

function isChargeEvent(happened: NewEvent): happened is Extract<NewEvent, { type: ChargeEvents }> {
  return happened.object.object === 'charge';
}
