import { OrderCompleted, OrderCreated, OrderUpdated } from '@frontrow/common/contracts';
import { deliverOnce } from '@frontrow/common/messaging';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { onOrderChanged } from '../src/consumers/on-order-changed.ts';
import { type Bench, startBench } from './bench.ts';
import { countStatements } from './statements.ts';
import { holdableStripe } from './together.ts';

/** What a purchase needs of the database and of Stripe, from the order's creation until it is charged. */
const counter = countStatements('payments');
const stripe = holdableStripe();
let bench: Bench & { stop(): Promise<void> };
let onlooker: pg.Client;
beforeAll(async () => {
  bench = await startBench({ definition: stripe.definition, changes: { STRIPE_TIMEOUT_MS: '60000' } });
  onlooker = new pg.Client({ connectionString: bench.service.kit.config.DATABASE_URL, application_name: 'test' });
  await onlooker.connect();
  await bench.charged(); // what is only needed once has been asked for
});
afterAll(async () => {
  await onlooker.end();
  await bench.stop();
  counter.stop();
});

/** Tells a measured number; what the tests assert leaves room for another machine. */
const report = (text: string) => void process.stderr.write(`    measured: ${text}\n`);

/** So many buyers pay side by side; what orders tells, and what Stripe answers, comes together. Costs are for each buyer. */
async function purchase(buyers: number): Promise<{ statements: number; calls: number }> {
  const { kit } = bench.service;
  const deliver = deliverOnce(kit.db, [onOrderChanged(kit)]);
  const tell = (events: unknown[]) => deliver('payments-order', events as never);
  const orders = await Promise.all(Array.from({ length: buyers }, () => bench.draft()));
  const received = await webhooks();
  await counter.take();
  stripe.asked.length = 0;

  await tell(orders.map((order) => order.next(OrderCreated)));
  const steps = (['create', 'confirm', 'capture'] as const).map((step) => [step, stripe.hold(step, buyers)] as const);
  const paying = Promise.all(orders.map((order) => bench.pay(order)));
  for (const [step, allAnswered] of steps) {
    if (step === 'capture') {
      for (const { status } of await paying) expect(status).toBe(201);
      await tell(orders.map((order) => order.next(OrderUpdated, { status: 'awaiting:payment' })));
      await tell(orders.map((order) => order.next(OrderCompleted, { status: 'complete' })));
    }
    await allAnswered;
    stripe.release(step);
  }
  await eventually(async () => {
    const { rows } = await onlooker.query(
      `select count(*)::int as n from payments where status = 'captured' and due_at is null and order_id = any ($1)`,
      [orders.map(({ id }) => id)],
    );
    expect(rows[0].n).toBe(buyers);
    expect(await webhooks()).toBe(received + WEBHOOKS * buyers);
  }, 30_000);
  return { statements: (await counter.take()).length / buyers, calls: stripe.asked.length / buyers };
}

/** Those that are worth a look: that the money is held, and that it is charged. */
const WEBHOOKS = 2;
const webhooks = async () => (await onlooker.query('select 1 from stripe_events')).rowCount!;

test('a purchase by itself', async () => {
  const { statements, calls } = await purchase(1);
  report(`${statements} statements and ${calls} calls to Stripe for one purchase`);
  expect(calls).toBe(3);
  expect(statements).toBeLessThanOrEqual(50);
});

test('thirty purchases together share their statements', async () => {
  const { statements, calls } = await purchase(30);
  report(`${statements} statements and ${calls} calls to Stripe for each of thirty purchases together`);
  expect(calls).toBe(3);
  expect(statements).toBeLessThanOrEqual(10);
});
