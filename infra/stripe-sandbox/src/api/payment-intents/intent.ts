import type Stripe from 'stripe';
import type { z } from 'zod';
import { cardNamed } from '../../core/cards.ts';
import { checkConfirmable, confirmIntent, methodMissing } from '../../core/confirm-intent.ts';
import type { HeldIntent } from '../../core/effects.ts';
import { missing } from '../../core/failures.ts';
import type { HeldMethod } from '../../core/payment-methods.ts';
import type { Call } from '../../http/endpoint.ts';
import { text } from '../../http/parameters.ts';
import type { Store } from '../../state/store.ts';
import { methodFromData, methodWithId, paymentMethodData } from '../cards.ts';

/** The two ways to name a card. */
export const card = { payment_method: text.optional(), payment_method_data: paymentMethodData.optional() };

export function find(store: Store, id: string): HeldIntent {
  const row = store.get('intents', id);
  if (!row) throw missing('payment_intent', id, 'intent');
  return row;
}

/** Confirms with the payment method, or says that there is none. */
export function confirmWith(
  { publicUrl, tx }: Call<unknown>,
  row: HeldIntent,
  held: HeldMethod | undefined,
  returnUrl: string | null,
): void {
  checkConfirmable(row, returnUrl);
  if (!held) throw methodMissing(row);
  const challengeUrl = (challenge: string) => `${publicUrl}/3ds/${challenge}`;
  tx.save(confirmIntent(row, held, cardNamed(held.card)!, { returnUrl, challengeUrl }, tx.fresh));
}

/** The payment method that the request names or brings, if any. */
export function givenMethod(
  { tx }: Call<unknown>,
  given: { payment_method?: string | undefined; payment_method_data?: z.infer<typeof paymentMethodData> | undefined },
): HeldMethod | undefined {
  if (given.payment_method_data) return methodFromData(tx, given.payment_method_data);
  return given.payment_method === undefined ? undefined : methodWithId(tx, given.payment_method);
}

/** Keys are added and replaced; those sent empty are removed. */
export function merged(before: Stripe.Metadata, changes: Record<string, string> = {}): Stripe.Metadata {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== ''));
}
