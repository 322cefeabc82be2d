import { z } from 'zod';
import { checkAmount } from '../../core/currencies.ts';
import { unexpectedState } from '../../core/failures.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { expanded } from '../../http/expand.ts';
import { expand, integer, metadata, text } from '../../http/parameters.ts';
import { find, merged } from './intent.ts';

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
