import { aSession, cookieOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { type Bench, startBench } from './bench.ts';

let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.stop());

const look = async (query: string, role: 'user' | 'operator' = 'operator') =>
  supertest(bench.service.url)
    .get(`/api/payments/lookup?${query}`)
    .set('cookie', await cookieOf(aSession({ role })));

test('operators find payments by the last digits of a card, within a time, page by page', async () => {
  const orders = [];
  for (const card of ['tok_visa', 'tok_amex', 'tok_visa', 'tok_visa']) {
    const order = await bench.place();
    expect((await bench.pay(order, card)).status).toBe(201);
    orders.push(order.id);
  }
  const [first, amex, second, third] = orders;
  const found = (answer: supertest.Response) => answer.body.map(({ orderId }: { orderId: string }) => orderId);
  const visas = await look('last4=4242');
  expect(found(visas)).toEqual([third, second, first]);
  expect(visas.body[0]).toMatchObject({ userId: expect.any(String), card: { last4: '4242' } });
  expect(visas.body[0]).not.toHaveProperty('clientSecret');
  expect(found(await look('last4=0005'))).toEqual([amex]);

  const since = visas.body[1].createdAt;
  expect(found(await look(`last4=4242&to=${since}`))).toEqual([first]);
  expect(found(await look(`last4=4242&from=${since}`))).toEqual([third, second]);

  const page = await look('last4=4242&limit=2');
  expect(found(page)).toEqual([third, second]);
  const next = /\?([^>]+)>/.exec(page.headers.link ?? '')![1]!;
  expect(found(await look(next))).toEqual([first]);
});

test('others find nothing, and digits are wanted', async () => {
  expect((await look('last4=4242', 'user')).status).toBe(403);
  for (const wrong of ['', 'last4=424', 'last4=42421', 'last4=abcd']) expect((await look(wrong)).status).toBe(400);
});
