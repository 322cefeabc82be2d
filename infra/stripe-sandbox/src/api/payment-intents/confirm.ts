import { z } from 'zod';
import { checkConfirmable } from '../../core/confirm-intent.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { expanded } from '../../http/expand.ts';
import { boolean, expand, text, url } from '../../http/parameters.ts';
import { methodWithId } from '../cards.ts';
import { card, confirmWith, find, givenMethod } from './intent.ts';

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
