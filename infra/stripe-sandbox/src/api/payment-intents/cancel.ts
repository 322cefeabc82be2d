import { z } from 'zod';
import { cancelIntent } from '../../core/cancel-intent.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { expanded } from '../../http/expand.ts';
import { expand } from '../../http/parameters.ts';
import { find } from './intent.ts';

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
