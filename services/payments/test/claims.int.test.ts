import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { payments } from '../src/service.ts';
import { LEASE_MS } from '../src/store/claims.ts';
import { installationOf } from '../src/store/installation.ts';
import { openStripe } from '../src/stripe/provider.ts';
import { type Bench, startBench, type TestOrder } from './bench.ts';

/** How often Stripe was asked to confirm. Each of these calls takes longer than a claim's lease. */
let confirmed = 0;
const definition: typeof payments = {
  ...payments,
  async open({ config, db }) {
    const stripe = openStripe(config, installationOf(db));
    return {
      resources: {
        settling: new Set(),
        stripe: {
          ...stripe,
          async ask(step, payment, key) {
            if (step !== 'confirm') return stripe.ask(step, payment, key);
            confirmed += 1;
            const reply = await stripe.ask(step, payment, key);
            await wait(LEASE_MS + 1_500);
            return reply;
          },
        },
      },
    };
  },
};

let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench({ definition, webhooks: false });
});
afterAll(() => bench.stop());

/** What comes due meanwhile, such as a change of the order, makes the worker look for payments that nobody holds. */
async function payWhileDue(order: TestOrder, meanwhile: string): Promise<number> {
  confirmed = 0;
  const paying = bench.pay(order).then((answer) => answer);
  await eventually(() => expect(confirmed).toBe(1));
  await bench.service.kit.db.pool.query(
    `update payments set due_at = clock_timestamp() ${meanwhile} where order_id = $1`,
    [order.id],
  );
  await paying;
  await bench.reaches(order, 'authorized');
  return confirmed;
}

test('a call that outlasts the lease keeps its claim; the negative control: without one, another makes it too', async () => {
  expect(await payWhileDue(await bench.place(), '')).toBe(1);
  const lapsed = await bench.place();
  expect(await payWhileDue(lapsed, `, claimed_until = clock_timestamp(), claimed_by = gen_random_uuid()`)).toBe(2);
  // It does no harm: both used the same key.
  expect(await bench.books(lapsed)).toMatchObject({ intents: [{}], authorized: 5000 });
  expect(await bench.events(lapsed)).toEqual(['started', 'authorized']);
}, 60_000);
