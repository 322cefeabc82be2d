import type Stripe from 'stripe';
import { z } from 'zod';
import { cardNamed, type TestCard } from '../core/cards.ts';
import { invalidRequest, missing } from '../core/failures.ts';
import {
  type BillingDetails,
  detailsOf,
  type HeldMethod,
  newPaymentMethod,
  noBillingDetails,
} from '../core/payment-methods.ts';
import { metadata, text } from '../http/parameters.ts';
import type { Store } from '../state/store.ts';
import type { Transaction } from '../state/transaction.ts';

/** A card given by its token, with who holds it. */
export const paymentMethodData = z.strictObject({
  type: z.literal('card'),
  card: z.strictObject({ token: text }),
  billing_details: z
    .strictObject({
      address: z
        .strictObject({
          city: text.optional(),
          country: text.optional(),
          line1: text.optional(),
          line2: text.optional(),
          postal_code: text.optional(),
          state: text.optional(),
        })
        .optional(),
      email: text.optional(),
      name: text.optional(),
      phone: text.optional(),
    })
    .optional(),
  metadata: metadata.optional(),
});

/** The payment method behind an id: one made before, or a new one for each use of a test card's `pm_card_…`. */
export function methodWithId(tx: Transaction, id: string): HeldMethod {
  const held = tx.store.get('methods', id);
  if (held) return held;
  const card = id.startsWith('pm_card_') ? cardNamed(id.slice('pm_card_'.length)) : undefined;
  if (!card) throw missing('PaymentMethod', id, 'payment_method', 400);
  return saved(tx, newPaymentMethod(detailsOf(card, tx.fresh.now), noBillingDetails, {}, tx.fresh));
}

/** A payment method made of a token: a test card's `tok_…`, or the card form's, which is then used up. */
export function methodFromData(tx: Transaction, data: z.infer<typeof paymentMethodData>): HeldMethod {
  const { token: id } = data.card;
  const billing = billingDetails(data.billing_details);
  const meta: Stripe.Metadata = data.metadata ?? {};
  const card = cardNamed(id.slice('tok_'.length));
  if (id.startsWith('tok_') && card)
    return saved(tx, newPaymentMethod(detailsOf(card, tx.fresh.now), billing, meta, tx.fresh));

  const held = tx.store.get('tokens', id);
  if (!held) throw missing('token', id, 'payment_method_data[card][token]', 400);
  const { token } = held;
  if (token.used) {
    const message = `You cannot use a Stripe token more than once: ${id}.`;
    throw invalidRequest(message, { code: 'token_already_used', param: 'payment_method_data[card][token]' });
  }
  tx.put('tokens', id, { ...held, token: { ...token, used: true } });
  const details = {
    card: cardNamed(held.card)!,
    expMonth: token.card.exp_month,
    expYear: token.card.exp_year,
    cvcCheck: token.card.cvc_check === null ? null : ('pass' as const),
  };
  return saved(tx, newPaymentMethod(details, { ...billing, name: billing.name ?? token.card.name }, meta, tx.fresh));
}

/** The test card that was charged: it decides what becomes of captures and refunds. */
export function cardBehind(store: Store, charge: Stripe.Charge): TestCard {
  return cardNamed(store.get('methods', String(charge.payment_method))!.card)!;
}

function saved(tx: Transaction, held: HeldMethod): HeldMethod {
  tx.put('methods', held.method.id, held);
  return held;
}

function billingDetails(given: z.infer<typeof paymentMethodData>['billing_details']): BillingDetails {
  const { address, email = null, name = null, phone = null } = given ?? {};
  const { city = null, country = null, line1 = null, line2 = null, postal_code = null, state = null } = address ?? {};
  return { address: { city, country, line1, line2, postal_code, state }, email, name, phone, tax_id: null };
}
