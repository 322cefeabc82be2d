import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { CardDetails } from './card-form.ts';
import type { TestCard } from './cards.ts';
import type { Fresh } from './fresh.ts';

/** A payment method together with the test card behind it (by its usual name). */
export interface HeldMethod {
  method: Stripe.PaymentMethod & { card: Stripe.PaymentMethod.Card };
  card: string;
}

/** A token of the card form: good for one payment method. */
export interface HeldToken {
  token: Stripe.Token & { card: Stripe.Card };
  card: string;
}

export type BillingDetails = Stripe.PaymentMethod.BillingDetails;

export const noBillingDetails: BillingDetails = {
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** As if a test card had been typed in with a date four years ahead. */
export function detailsOf(card: TestCard, now: number): CardDetails {
  return { card, expMonth: 12, expYear: new Date(now * 1000).getUTCFullYear() + 4, cvcCheck: 'pass' };
}

export function newPaymentMethod(
  { card, expMonth, expYear, cvcCheck }: CardDetails,
  billingDetails: BillingDetails,
  metadata: Stripe.Metadata,
  fresh: Fresh,
): HeldMethod {
  return {
    card: card.names[0],
    method: {
      id: fresh.id('pm'),
      object: 'payment_method',
      allow_redisplay: 'unspecified',
      billing_details: billingDetails,
      card: {
        brand: card.brand,
        checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: cvcCheck },
        country: 'US',
        display_brand: card.brand,
        exp_month: expMonth,
        exp_year: expYear,
        fingerprint: fingerprintOf(card),
        funding: card.funding,
        generated_from: null,
        last4: card.number.slice(-4),
        networks: { available: [card.brand], preferred: null },
        regulated_status: 'unregulated',
        three_d_secure_usage: { supported: true },
        wallet: null,
      },
      created: fresh.now,
      customer: null,
      customer_account: null,
      livemode: false,
      metadata,
      type: 'card',
    },
  };
}

export function newToken(
  { card, expMonth, expYear, cvcCheck }: CardDetails,
  holder: { name: string | null; zip: string | null; clientIp: string | null },
  fresh: Fresh,
): HeldToken {
  return {
    card: card.names[0],
    token: {
      id: fresh.id('tok'),
      object: 'token',
      card: {
        id: fresh.id('card'),
        object: 'card',
        address_city: null,
        address_country: null,
        address_line1: null,
        address_line1_check: null,
        address_line2: null,
        address_state: null,
        address_zip: holder.zip,
        address_zip_check: holder.zip === null ? null : 'unchecked',
        brand: tokenBrands[card.brand] ?? 'Unknown',
        country: 'US',
        cvc_check: cvcCheck === null ? null : 'unchecked',
        dynamic_last4: null,
        exp_month: expMonth,
        exp_year: expYear,
        fingerprint: fingerprintOf(card),
        funding: card.funding,
        last4: card.number.slice(-4),
        metadata: {},
        name: holder.name,
        networks: { preferred: null },
        regulated_status: 'unregulated',
        tokenization_method: null,
      },
      client_ip: holder.clientIp,
      created: fresh.now,
      livemode: false,
      type: 'card',
      used: false,
    },
  };
}

/** Tokens write the brands out, unlike payment methods. */
const tokenBrands: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

/** The same card always has the same fingerprint. */
function fingerprintOf(card: TestCard): string {
  return createHash('sha256').update(card.number).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 16);
}
