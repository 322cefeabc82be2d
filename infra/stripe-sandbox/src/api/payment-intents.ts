import type Stripe from 'stripe';
import { z } from 'zod';
import { cardNamed, type TestCard } from '../core/cards.ts';
import { checkAmount } from '../core/currencies.ts';
import type { HeldIntent } from '../core/effects.ts';
import { invalidRequest, missing, unexpectedState } from '../core/failures.ts';
import {
  cancelIntent,
  captureIntent,
  checkCapturable,
  checkConfirmable,
  confirmIntent,
  createIntent,
  expireAuthorization,
  methodMissing,
} from '../core/payment-intents.ts';
import type { HeldMethod } from '../core/payment-methods.ts';
import type { Call, Endpoint } from '../http/endpoint.ts';
import { expanded } from '../http/expand.ts';
import { createdWithin, page } from '../http/lists.ts';
import { boolean, createdFilter, expand, integer, metadata, paging, text, url } from '../http/parameters.ts';
import { searchFilter } from '../http/search.ts';
import type { Store } from '../state/store.ts';
import { methodFromData, methodWithId, paymentMethodData } from './cards.ts';

const card = { payment_method: text.optional(), payment_method_data: paymentMethodData.optional() };

const creation = z.strictObject({
  amount: integer,
  currency: text.transform((currency) => currency.toLowerCase()),
  automatic_payment_methods: z
    .strictObject({ enabled: boolean, allow_redirects: z.enum(['always', 'never']).default('always') })
    .optional(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).default('automatic_async'),
  confirm: boolean.default(false),
  confirmation_method: z.literal('automatic').optional(),
  description: text.nullable().default(null),
  expand,
  metadata: metadata.default({}),
  ...card,
  payment_method_types: z.array(z.literal('card')).nonempty().optional(),
  receipt_email: text.nullable().default(null),
  return_url: url.nullable().default(null),
  statement_descriptor_suffix: z.string().max(22).nullable().default(null),
  use_stripe_sdk: boolean.optional(),
});

export const create: Endpoint<z.infer<typeof creation>> = {
  parameters: creation,
  run: (call) => {
    const { params, store, tx } = call;
    if (params.payment_method_types && params.automatic_payment_methods?.enabled) throw bothWays();
    if (params.return_url !== null && !params.confirm) throw onlyWithConfirm('return_url');
    const held = givenMethod(call, params);
    const created = createIntent(
      {
        amount: params.amount,
        currency: params.currency,
        captureMethod: params.capture_method,
        automaticPaymentMethods: automaticMethods(params),
        metadata: params.metadata,
        description: params.description,
        receiptEmail: params.receipt_email,
        statementDescriptorSuffix: params.statement_descriptor_suffix,
        paymentMethod: held?.method.id ?? null,
      },
      tx.fresh,
    );
    tx.save(created);
    const { intent } = created.intent;
    if (params.confirm) confirmWith(call, created.intent, held, params.return_url);
    return expanded(store, find(store, intent.id).intent, params.expand);
  },
};

const confirmation = z.strictObject({
  ...card,
  expand,
  receipt_email: text.optional(),
  return_url: url.nullable().default(null),
  use_stripe_sdk: boolean.optional(),
});

export const confirm: Endpoint<z.infer<typeof confirmation>> = {
  parameters: confirmation,
  run: (call) => {
    const { id, params, store, tx } = call;
    const row = find(store, id);
    checkConfirmable(row, params.return_url);
    const kept = row.intent.payment_method;
    const held = givenMethod(call, params) ?? (kept === null ? undefined : methodWithId(tx, String(kept)));
    const intent = { ...row.intent, receipt_email: params.receipt_email ?? row.intent.receipt_email };
    confirmWith(call, { ...row, intent }, held, params.return_url);
    return expanded(store, find(store, id).intent, params.expand);
  },
};

const capturing = z.strictObject({
  amount_to_capture: integer.optional(),
  expand,
  metadata: metadata.optional(),
});

export const capture: Endpoint<z.infer<typeof capturing>> = {
  parameters: capturing,
  run: ({ id, params, store, tx, captureFails }) => {
    const row = find(store, id);
    checkCapturable(row);
    const charge = store.get('charges', String(row.intent.latest_charge))!;
    const fails = captureFails || cardOf(store, charge).captureFails;
    const intent = { ...row.intent, metadata: merged(row.intent.metadata, params.metadata) };
    tx.save(
      fails
        ? expireAuthorization(row, charge, tx.fresh)
        : captureIntent({ ...row, intent }, charge, params.amount_to_capture, tx.fresh),
    );
    return expanded(store, find(store, id).intent, params.expand);
  },
};

const cancelling = z.strictObject({
  cancellation_reason: z
    .enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'])
    .nullable()
    .default(null),
  expand,
});

export const cancel: Endpoint<z.infer<typeof cancelling>> = {
  parameters: cancelling,
  run: ({ id, params, store, tx }) => {
    const row = find(store, id);
    const charge = store.get('charges', String(row.intent.latest_charge));
    tx.save(cancelIntent(row, charge, params.cancellation_reason, tx.fresh));
    return expanded(store, find(store, id).intent, params.expand);
  },
};

const updating = z.strictObject({
  amount: integer.optional(),
  description: text.optional(),
  expand,
  metadata: metadata.optional(),
  receipt_email: text.optional(),
});

/** Changes what is told about the payment; its amount only while no card was charged. */
export const update: Endpoint<z.infer<typeof updating>> = {
  parameters: updating,
  run: ({ id, params, store, tx }) => {
    const row = find(store, id);
    const { intent } = row;
    const { amount = intent.amount, description = intent.description, receipt_email = intent.receipt_email } = params;
    if (amount !== intent.amount) {
      if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status)) {
        throw unexpectedState(
          `This PaymentIntent's amount could not be updated because it has a status of ${intent.status}. You may only update the amount of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation.`,
          intent,
        );
      }
      checkAmount(amount, intent.currency);
    }
    const meta = merged(intent.metadata, params.metadata);
    tx.put('intents', id, { ...row, intent: { ...intent, amount, description, receipt_email, metadata: meta } });
    return expanded(store, find(store, id).intent, params.expand);
  },
};

const retrieval = z.strictObject({ client_secret: text.optional(), expand });

export const retrieve: Endpoint<z.infer<typeof retrieval>> = {
  parameters: retrieval,
  run: ({ id, params, store }) => {
    const { intent } = find(store, id);
    if (params.client_secret !== undefined && params.client_secret !== intent.client_secret) {
      throw invalidRequest('The client_secret provided does not match any associated PaymentIntent.', {
        code: 'payment_intent_invalid_parameter',
        param: 'client_secret',
      });
    }
    return expanded(store, intent, params.expand);
  },
};

const listing = z.strictObject({ ...paging, created: createdFilter, expand });

export const list: Endpoint<z.infer<typeof listing>> = {
  parameters: listing,
  run: ({ params, store }) => {
    const intents = store.all('intents').map(({ intent }) => intent);
    const chosen = intents.filter((intent) => createdWithin(intent, params.created));
    return expanded(store, page(chosen, params, '/v1/payment_intents'), params.expand);
  },
};

const searching = z.strictObject({ query: text, limit: paging.limit, page: text.optional(), expand });

/** Unlike Stripe's, this search sees everything at once (Stripe's may lag by a minute). */
export const search: Endpoint<z.infer<typeof searching>> = {
  parameters: searching,
  run: ({ params, store }) => {
    const intents = store.all('intents').map(({ intent }) => intent);
    const found = intents.filter(searchFilter(params.query));
    const from = { limit: params.limit, starting_after: params.page };
    const { data, has_more } = page(found, from, '');
    const result: Stripe.ApiSearchResult<Stripe.PaymentIntent> = {
      object: 'search_result',
      data,
      has_more,
      next_page: has_more ? (data.at(-1)?.id ?? null) : null,
      url: '/v1/payment_intents/search',
    };
    return expanded(store, result, params.expand);
  },
};

export function find(store: Store, id: string): HeldIntent {
  const row = store.get('intents', id);
  if (!row) throw missing('payment_intent', id, 'intent');
  return row;
}

function confirmWith(
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

function givenMethod(
  { tx }: Call<unknown>,
  given: { payment_method?: string | undefined; payment_method_data?: z.infer<typeof paymentMethodData> | undefined },
): HeldMethod | undefined {
  if (given.payment_method_data) return methodFromData(tx, given.payment_method_data);
  return given.payment_method === undefined ? undefined : methodWithId(tx, given.payment_method);
}

function cardOf(store: Store, charge: Stripe.Charge): TestCard {
  return cardNamed(store.get('methods', String(charge.payment_method))!.card)!;
}

/** Stripe's default when nothing is said: every method of the account, redirects included. */
function automaticMethods(params: z.infer<typeof creation>): Stripe.PaymentIntent.AutomaticPaymentMethods | null {
  if (params.payment_method_types) return null;
  return params.automatic_payment_methods ?? { allow_redirects: 'always', enabled: true };
}

/** Keys are added and replaced; those sent empty are removed. */
function merged(before: Stripe.Metadata, changes: Record<string, string> = {}): Stripe.Metadata {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== ''));
}

const bothWays = () =>
  invalidRequest('You may only specify one of these parameters: automatic_payment_methods, payment_method_types.', {
    code: 'parameters_exclusive',
    param: 'automatic_payment_methods',
  });

const onlyWithConfirm = (param: string) =>
  invalidRequest(`${param} can only be provided when confirm is set to true.`, { param });
