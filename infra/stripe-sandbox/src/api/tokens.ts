import { z } from 'zod';
import { readCard } from '../core/card-form.ts';
import { missing } from '../core/failures.ts';
import { newToken } from '../core/payment-methods.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { text } from '../http/parameters.ts';

/** A form sends text, a script may send numbers. */
const textOrNumber = z.union([text, z.number().transform(String)]);

const creation = z.strictObject({
  card: z.strictObject({
    number: text,
    exp_month: textOrNumber,
    exp_year: textOrNumber,
    cvc: text.optional(),
    name: text.optional(),
    address_zip: text.optional(),
  }),
});

/** A single-use token for the card that a buyer typed in. */
export const create: Endpoint<z.infer<typeof creation>> = {
  parameters: creation,
  run: ({ params, tx, clientIp }) => {
    const { number, exp_month, exp_year, cvc, name = null, address_zip = null } = params.card;
    const entry = { number, expMonth: exp_month.trim(), expYear: exp_year.trim(), cvc };
    const details = readCard(entry, new Date(tx.fresh.now * 1000));
    const held = newToken(details, { name, zip: address_zip, clientIp }, tx.fresh);
    tx.put('tokens', held.token.id, held);
    return held.token;
  },
};

export const retrieve: Endpoint<object> = {
  parameters: z.strictObject({}),
  run: ({ id, store }) => {
    const held = store.get('tokens', id);
    if (!held) throw missing('token', id);
    return held.token;
  },
};
