import { z } from 'zod';
import { createIntent } from '../../core/create-intent.ts';
import { invalidRequest } from '../../core/failures.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { expanded } from '../../http/expand.ts';
import { boolean, expand, integer, metadata, text, url } from '../../http/parameters.ts';
import { card, confirmWith, find, givenMethod } from './intent.ts';

const creation = z.strictObject({
  allowed_payment_method_types: z.array(z.literal('card')).nonempty().nullable().default(null),
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
  receipt_email: text.nullable().default(null),
  return_url: url.nullable().default(null),
  statement_descriptor_suffix: z.string().max(22).nullable().default(null),
  use_stripe_sdk: boolean.optional(),
});

export const create: Endpoint<z.infer<typeof creation>> = {
  parameters: creation,
  run: (call) => {
    const { params, store, tx } = call;
    if (params.return_url !== null && !params.confirm) throw onlyWithConfirm('return_url');
    const held = givenMethod(call, params);
    const created = createIntent(
      {
        amount: params.amount,
        currency: params.currency,
        allowedMethods: params.allowed_payment_method_types,
        captureMethod: params.capture_method,
        // Stripe's default when nothing is said: every method of the account, those with redirects included.
        automaticPaymentMethods: params.automatic_payment_methods ?? { allow_redirects: 'always', enabled: true },
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

const onlyWithConfirm = (param: string) =>
  invalidRequest(`${param} can only be provided when confirm is set to true.`, { param });
