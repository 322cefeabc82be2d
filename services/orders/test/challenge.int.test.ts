import { aSession, cookieOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import supertest from 'supertest';
import { list, type OrdersService, startOrders } from './setup.ts';

let always: OrdersService;
let auto: OrdersService;
beforeAll(async () => {
  always = await startOrders({ CHALLENGE: 'always' });
  auto = await startOrders({ CHALLENGE: 'auto', LIMITS: 'strict' });
});
afterAll(async () => {
  await always.stop();
  await auto.stop();
});

async function someone({ url }: OrdersService, address = '198.51.100.1') {
  const cookie = await cookieOf(aSession());
  return (ticketId: string, token?: string) =>
    supertest(url)
      .post('/api/orders')
      .set({ cookie, 'x-forwarded-for': address, ...(token !== undefined && { 'challenge-token': token }) })
      .send({ ticketId });
}

async function solve({ body: { challenge } }: supertest.Response): Promise<string> {
  return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
}

test('whoever reserves is given a challenge, and reserves once it is solved', async () => {
  const [ticket, reserve] = [await list(always, { quantity: 9 }), await someone(always)];
  const asked = await reserve(ticket.id);
  expect(asked.status).toBe(428);
  expect(asked.body).toMatchObject({
    title: 'Precondition required',
    errors: [{ code: 'challenge_required' }],
    challenge: { parameters: { algorithm: 'SHA-256' }, signature: expect.any(String) },
  });
  expect((await reserve(ticket.id, await solve(asked))).status).toBe(201);
});

test('a token counts once, for its account and its listing, and only if nothing of it was changed', async () => {
  const [ticket, other] = [await list(always, { quantity: 9 }), await list(always, { quantity: 9 })];
  const [reserve, another] = [await someone(always), await someone(always)];
  const token = await solve(await reserve(ticket.id));
  expect((await another(ticket.id, token)).status).toBe(428);
  expect((await reserve(other.id, token)).status).toBe(428);
  const forged = JSON.parse(token);
  forged.challenge.parameters.data.listing = other.id;
  expect((await reserve(other.id, JSON.stringify(forged))).status).toBe(428);
  const lazy = JSON.parse(token);
  lazy.solution.derivedKey = `${lazy.challenge.parameters.keyPrefix}${'0'.repeat(32)}`;
  expect((await reserve(ticket.id, JSON.stringify(lazy))).status).toBe(428);
  for (const made of ['', 'null', '{}', '{"challenge":{},"solution":{}}', 'x'.repeat(4000)]) {
    expect((await reserve(ticket.id, made)).status).toBe(428);
  }
  const twice = await Promise.all([reserve(ticket.id, token), reserve(ticket.id, token)]);
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 428]);
});

test('a token that expired counts no more', async () => {
  const [ticket, reserve] = [await list(always, { quantity: 9 }), await someone(always)];
  const asked = await reserve(ticket.id);
  asked.body.challenge.parameters.expiresAt -= 3_600;
  expect((await reserve(ticket.id, await solve(asked))).status).toBe(428);
});

test('by itself it is asked for where a sale is under attack, and of that sale alone', async () => {
  const [ticket, other] = [await list(auto, { quantity: 500 }), await list(auto, { quantity: 500 })];
  const honest = await someone(auto, '198.51.100.9');
  expect((await honest(ticket.id)).status).toBe(201);
  for (let n = 0; n < 40; n++) await (await someone(auto, '198.51.100.10'))(ticket.id);
  const asked = await honest(ticket.id);
  expect(asked.status).toBe(428);
  expect((await honest(other.id)).status).toBe(201);
  expect((await honest(ticket.id, await solve(asked))).status).toBe(201);
});
