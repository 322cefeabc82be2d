import { holdLimits, limits } from '@frontrow/common/contracts';
import { aSession, cookieOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { list, type OrdersService, startOrders, stockOf } from './setup.ts';

let strict: OrdersService;
let generous: OrdersService;
beforeAll(async () => {
  [strict, generous] = await Promise.all([startOrders({ LIMITS: 'strict' }), startOrders()]);
});
afterAll(() => Promise.all([strict.stop(), generous.stop()]));

/** Someone with an account of their own at an address: the gateway, which services trust, says which. */
async function buyerAt(service: OrdersService, address: string) {
  const cookie = await cookieOf(aSession());
  const as = (request: supertest.Test) => request.set('cookie', cookie).set('x-forwarded-for', address);
  return {
    reserve: (ticketId: string, quantity = 1) =>
      as(supertest(service.url).post('/api/orders')).send({ ticketId, quantity }),
    release: (id: string) => as(supertest(service.url).delete(`/api/orders/${id}`)),
    look: (id: string) => as(supertest(service.url).get(`/api/orders/${id}`)),
  };
}

const { givenUpPerAccount, unitsPerNetwork } = holdLimits.strict!;
const codeOf = ({ status, body }: supertest.Response) => `${status} ${body.errors?.[0].code ?? ''}`.trim();

/** Takes units with accounts that are made for it and gives them back unpaid, until that is refused or there were `most`. */
async function freeze(service: OrdersService, ticketId: string, address: string, most: number) {
  for (let units = 0; units < most; units++) {
    const account = await buyerAt(service, address);
    const held = await account.reserve(ticketId);
    if (held.status !== 201) return { units, refusal: held };
    await account.release(held.body.id).expect(204);
  }
  return { units: most, refusal: undefined };
}

describe('a network that takes units and does not pay for them', () => {
  test('pauses for that listing, with accounts that are new, too; others do not', async () => {
    const [ticket, other] = [await list(strict, { quantity: 100 }), await list(strict, { quantity: 100 })];
    const { units, refusal } = await freeze(strict, ticket.id, '198.51.100.7', 50);
    expect(units).toBe(unitsPerNetwork);
    expect(codeOf(refusal!)).toBe('429 hold_pause_network');
    expect(Number(refusal!.headers['retry-after'])).toBeGreaterThan(800);
    expect(await stockOf(strict, ticket.id)).toMatchObject({ held: 0 });

    expect((await (await buyerAt(strict, '198.51.100.8')).reserve(ticket.id)).status).toBe(201);
    expect((await (await buyerAt(strict, '198.51.100.7')).reserve(other.id)).status).toBe(201);
  });

  test('negative control: where nothing is counted, it goes on for as long as it likes', async () => {
    const ticket = await list(generous, { quantity: 100 });
    expect((await freeze(generous, ticket.id, '198.51.100.7', 50)).refusal).toBeUndefined();
  });

  test('by an IPv6 /64, however many addresses of it are used', async () => {
    const ticket = await list(strict, { quantity: 100 });
    for (let n = 0; n < unitsPerNetwork; n++) await freeze(strict, ticket.id, `2001:db8:1:2::${n + 1}`, 1);
    expect(codeOf(await (await buyerAt(strict, '2001:db8:1:2:ffff::1')).reserve(ticket.id))).toBe(
      '429 hold_pause_network',
    );
    expect((await (await buyerAt(strict, '2001:db8:1:3::1')).reserve(ticket.id)).status).toBe(201);
  });

  test('an address that the client itself claims counts for nothing', async () => {
    const ticket = await list(strict, { quantity: 100 });
    for (let n = 0; n < unitsPerNetwork; n++) {
      await freeze(strict, ticket.id, `203.0.113.${n}, 198.51.100.9`, 1);
    }
    expect(codeOf(await (await buyerAt(strict, '203.0.113.99, 198.51.100.9')).reserve(ticket.id))).toBe(
      '429 hold_pause_network',
    );
  });

  test('holds so many units at a time, and others get the rest', async () => {
    const ticket = await list(strict, { quantity: 100 });
    const answers: string[] = [];
    for (let n = 0; n < unitsPerNetwork / 10 + 1; n++) {
      answers.push(codeOf(await (await buyerAt(strict, '198.51.100.10')).reserve(ticket.id, 10)));
    }
    expect(answers).toEqual([...Array(unitsPerNetwork / 10).fill('201'), '429 holds_of_network']);
    expect(await stockOf(strict, ticket.id)).toMatchObject({ held: unitsPerNetwork });
  });

  test('holds no more when all of it asks at once', async () => {
    const ticket = await list(strict, { quantity: 100 });
    const buyers = await Promise.all(Array.from({ length: 80 }, () => buyerAt(strict, '198.51.100.11')));
    const answers = await Promise.all(buyers.map((buyer) => buyer.reserve(ticket.id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(unitsPerNetwork);
    expect(await stockOf(strict, ticket.id)).toMatchObject({ held: unitsPerNetwork });
  });
});

test('an account that gives its holds of a listing back again and again pauses for it, wherever it comes from', async () => {
  const ticket = await list(strict, { quantity: 100 });
  const account = await buyerAt(strict, '198.51.100.20');
  for (let n = 0; n < givenUpPerAccount; n++) {
    await account.release((await account.reserve(ticket.id)).body.id).expect(204);
  }
  expect(codeOf(await account.reserve(ticket.id))).toBe('429 hold_pause');
});

test('what lapsed counts like what was given back', async () => {
  const brief = await startOrders({ LIMITS: 'strict', HOLD_SECONDS: '1', SWEEP_AFTER_SECONDS: '1' });
  try {
    const ticket = await list(brief, { quantity: 100 });
    const buyers = await Promise.all(Array.from({ length: unitsPerNetwork }, () => buyerAt(brief, '198.51.100.30')));
    for (const buyer of buyers) await buyer.reserve(ticket.id).expect(201);
    await brief.kit.db.pool.query(
      `update orders set hold_until = now() - interval '1 minute', expires_at = now() - interval '1 minute'`,
    );
    while ((await stockOf(brief, ticket.id)).held > 0) brief.kit.wake('sweep-overdue');
    expect(codeOf(await (await buyerAt(brief, '198.51.100.30')).reserve(ticket.id))).toBe('429 hold_pause_network');
  } finally {
    await brief.stop();
  }
});

test('an account asks for so many reservations a minute, and others are not kept waiting', async () => {
  const ticket = await list(strict, { quantity: 1 });
  await (await buyerAt(strict, '198.51.100.40')).reserve(ticket.id).expect(201);
  const [one, other] = [await buyerAt(strict, '198.51.100.41'), await buyerAt(strict, '198.51.100.41')];
  const { points } = limits.reservations.account;
  for (let n = 0; n < points; n++) expect(codeOf(await one.reserve(ticket.id))).toBe('409 sold_out');
  const refused = await one.reserve(ticket.id);
  expect(codeOf(refused)).toBe('429 throttled');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused.body.errors[0].params).toMatchObject({ wait: expect.any(Number), unit: 's' });
  expect(codeOf(await other.reserve(ticket.id))).toBe('409 sold_out');

  const metrics = await supertest(strict.url).get('/metrics');
  expect(metrics.text).toMatch(/requests_limited_total\{limit="reservations",by="account",service="orders"\} 1/);
});
