import type Stripe from 'stripe';
import { checkAmount } from './currencies.ts';
import type { Effects, HeldIntent } from './effects.ts';
import type { Fresh } from './fresh.ts';

export interface NewIntent {
  amount: number;
  currency: string;
  allowedMethods: 'card'[] | null;
  captureMethod: 'automatic' | 'automatic_async' | 'manual';
  automaticPaymentMethods: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
  metadata: Stripe.Metadata;
  description: string | null;
  receiptEmail: string | null;
  statementDescriptorSuffix: string | null;
  paymentMethod: string | null;
}

export function createIntent(wanted: NewIntent, fresh: Fresh): Effects & { intent: HeldIntent } {
  checkAmount(wanted.amount, wanted.currency);
  const id = fresh.id('pi');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: wanted.allowedMethods,
    amount: wanted.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: wanted.automaticPaymentMethods,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: wanted.captureMethod,
    client_secret: fresh.id(`${id}_secret`),
    confirmation_method: 'automatic',
    created: fresh.now,
    currency: wanted.currency,
    customer: null,
    customer_account: null,
    description: wanted.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: wanted.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: wanted.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: wanted.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: wanted.statementDescriptorSuffix,
    status: wanted.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
  return {
    intent: { intent, challenge: null },
    events: [{ type: 'payment_intent.created', object: intent }],
    ledger: [],
  };
}
