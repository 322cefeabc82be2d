import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { problemOf } from './support/http.ts';
import { report } from './support/instance.ts';
import { askForOrder, pay, reserve, sell, ticketOf, timelineOf, tryToPay, untilOrder } from './support/market.ts';
import { newcomer } from './support/people.ts';
import { bringBack, resume, runWith, suspend, takeDown } from './support/processes.ts';
import { flushRedis } from './support/redis.ts';
import { moneyOf, orderFault } from './support/stripe.ts';

let restore = async () => {};
beforeAll(async () => {
  restore = await runWith('orders', { HOLD_SECONDS: '3', PAYMENT_GRACE_SECONDS: '2' });
}, 60_000);
afterAll(() => restore(), 60_000);

const nothing = async () => {};

test.each([
  ['by its timer', nothing, nothing],
  ['also when Redis forgot everything', flushRedis, nothing],
  ['also while expiration hangs', async () => suspend('expiration'), async () => resume('expiration')],
  ['also while expiration is down', () => takeDown('expiration'), () => bringBack('expiration')],
  ['also while Redis is down', () => takeDown('redis'), () => bringBack('redis')],
])(
  'an unpaid order expires %s, and its unit is on sale again',
  async (how, disturb, repair) => {
    const [seller, buyer, next] = await Promise.all([newcomer(), newcomer(), newcomer()]);
    const ticket = await sell(seller);
    const order = await reserve(buyer, ticket.id);
    try {
      await disturb();
      expect(problemOf(await askForOrder(next, ticket.id), 409).available).toBe(0);
      const expired = await untilOrder(buyer, order.id, { status: 'cancelled', cancelReason: 'expired' });
      report(`expired ${how}: ${Date.parse(expired.cancelledAt!) - Date.parse(order.expiresAt)} ms after the deadline`);
      expect(Date.parse(expired.cancelledAt!)).toBeGreaterThanOrEqual(Date.parse(order.expiresAt));
      await eventually(async () => expect((await ticketOf(ticket.id)).available).toBe(1));
      expect(problemOf(await tryToPay(buyer, order.id), 409).errors[0]!.message).toMatch(/cancelled|over/);
      await pay(next, (await reserve(next, ticket.id)).id);
    } finally {
      await repair();
    }
  },
  60_000,
);

test('a card that is authorized after the order expired is released, and the buyer is told', async () => {
  const [seller, buyer] = await Promise.all([newcomer(), newcomer()]);
  const order = await reserve(buyer, (await sell(seller)).id);
  await orderFault(order.id, {
    kind: 'execute-then-delay',
    delayMs: 8_000,
    match: { path: '/v1/payment_intents/*/confirm' },
  });

  const told = tryToPay(buyer, order.id);
  await untilOrder(buyer, order.id, { status: 'cancelled', cancelReason: 'expired' });
  expect(problemOf(await told, 409).errors[0]!.message).toMatch(/you were not charged/);
  await eventually(async () =>
    expect(await moneyOf(order.id)).toMatchObject({ authorized: 2000, voided: 2000, captured: 0 }),
  );
  await eventually(async () =>
    expect((await timelineOf(buyer, order.id)).map(({ event }) => event)).toContain('payment.voided'),
  );
}, 60_000);
