import { z } from 'zod';
import { missing } from '../core/failures.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { methodFromData, paymentMethodData } from './cards.ts';

export const create: Endpoint<z.infer<typeof paymentMethodData>> = {
  parameters: paymentMethodData,
  run: ({ params, tx }) => methodFromData(tx, params).method,
};

export const retrieve: Endpoint<object> = {
  parameters: z.strictObject({}),
  run: ({ id, store }) => {
    const held = store.get('methods', id);
    if (!held) throw missing('PaymentMethod', id, 'payment_method');
    return held.method;
  },
};
