import { DoorView, OrderView } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { bodyOf, problemOf } from './support/http.ts';
import { report } from './support/instance.ts';
import {
  aTitle,
  checkIn,
  orderOf,
  pay,
  reserve,
  scan,
  search,
  sell,
  ticketOf,
  timelineOf,
  untilAdmitted,
} from './support/market.ts';
import { signUp } from './support/people.ts';
import { listen } from './support/stream.ts';
import { cardToken, moneyOf } from './support/stripe.ts';

test('a listing is found, reserved, paid, and admits each bearer once', async () => {
  const [seller, buyer] = await Promise.all([signUp(), signUp()]);
  const title = aTitle();
  const ticket = await sell(seller, { title, price: '19.99', quantity: 3, venue: 'Harbour Stage', city: 'Lisbon' });

  const [found] = await search({ q: title });
  expect(found).toMatchObject({ id: ticket.id, title, price: 19.99, currency: 'EUR', available: 3 });

  const order = await reserve(buyer, ticket.id, 2);
  expect(order).toMatchObject({ status: 'created', quantity: 2, total: 39.98, userId: buyer.id });
  expect(order.secondsLeft).toBeGreaterThan(0);
  await eventually(async () => expect((await ticketOf(ticket.id)).available).toBe(1));

  const stream = await listen(`/api/orders/${order.id}/stream`, buyer.cookie);
  const token = await cardToken('4242424242424242');
  const before = performance.now();
  const payment = await pay(buyer, order.id, token);
  const paid = performance.now();
  expect(payment).toMatchObject({ amount: 39.98, currency: 'EUR', card: { brand: 'visa', last4: '4242' } });
  await eventually(async () => expect((await orderOf(buyer, order.id)).status).toBe('complete'));
  report(`paying took ${ms(paid - before)}, and the order was complete ${ms(performance.now() - paid)} after it`);
  await eventually(() => expect(OrderView.parse(stream.states.at(-1)).status).toBe('complete'));
  stream.close();

  const [first, second] = await untilAdmitted(buyer, order.id);
  report(`admissions were there ${ms(performance.now() - paid)} after paying`);
  expect([first!.number, second!.number, first!.of, first!.status]).toEqual([1, 2, 2, 'valid']);
  expect(await moneyOf(order.id)).toMatchObject({ captured: 3998, captureCount: 1, refunded: 0, currency: 'eur' });

  const letIn = await checkIn(seller, ticket.id, first!.code);
  expect(letIn).toMatchObject({ admissionId: first!.id, orderId: order.id, number: 1, of: 2 });
  const refused = problemOf(await scan(seller, ticket.id, first!.code), 409);
  expect(refused.redeemedAt).toBe(letIn.redeemedAt);
  const door = DoorView.parse(bodyOf(await seller.send('GET', `/api/tickets/${ticket.id}/admissions`), 200));
  expect(door).toMatchObject({ issued: 2, redeemed: 1 });

  await eventually(async () => {
    const happened = (await timelineOf(buyer, order.id)).map(({ event }) => event);
    expect(happened.toSorted()).toEqual([
      'admission.issued',
      'admission.redeemed',
      'order.completed',
      'order.created',
      'order.updated',
      'payment.authorized',
      'payment.captured',
      'payment.started',
    ]);
    expect(happened[0]).toBe('order.created');
    expect(happened.at(-1)).toBe('admission.redeemed');
  });
});

const ms = (duration: number) => `${Math.round(duration)} ms`;
