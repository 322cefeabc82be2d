import { z } from 'zod';
import { captureIntent, checkCapturable, expireAuthorization } from '../../core/capture-intent.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { expanded } from '../../http/expand.ts';
import { expand, integer, metadata } from '../../http/parameters.ts';
import { cardBehind } from '../cards.ts';
import { find, merged } from './intent.ts';

const capturing = z.strictObject({
  amount_to_capture: integer.optional(),
  expand,
  metadata: metadata.optional(),
});

export const capture: Endpoint<z.infer<typeof capturing>> = {
  parameters: capturing,
  run: ({ id, params, store, tx, fault }) => {
    const row = find(store, id);
    checkCapturable(row);
    const charge = store.get('charges', String(row.intent.latest_charge))!;
    const fails = fault === 'capture-fails' || cardBehind(store, charge).captureFails;
    const intent = { ...row.intent, metadata: merged(row.intent.metadata, params.metadata) };
    const part = fault === 'capture-partial' ? Math.ceil(intent.amount_capturable / 2) : params.amount_to_capture;
    tx.save(
      fails ? expireAuthorization(row, charge, tx.fresh) : captureIntent({ ...row, intent }, charge, part, tx.fresh),
    );
    return expanded(store, find(store, id).intent, params.expand);
  },
};
