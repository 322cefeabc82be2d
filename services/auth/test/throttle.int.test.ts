import { startService } from '@frontrow/common/service';
import { eventually, type TestService, testEnvironment, testKeys } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { AuthKit, Config } from '../src/config.ts';
import { auth as definition } from '../src/service.ts';
import { anEmail, FACTOR_SECRET, PASSWORD, RESET_SECRET, signedUp, startAuth, visitor } from './auth.ts';

const limits = { TRIES_PER_ACCOUNT_AND_ADDRESS: '3', TRIES_PER_ACCOUNT: '7', TRIES_PER_ADDRESS: '120' };
let auth: TestService<Config, AuthKit['resources']>;
beforeAll(async () => {
  auth = await startAuth(limits);
});
afterAll(() => auth.stop());

let addresses = 0;
const anAddress = () => `198.51.100.${++addresses}`;
const at = (address: string, url = auth.url) => visitor(url, { address });

/** Tries wrong passwords one after another until refused; returns how many were looked at, and the refusal. */
async function guessUntilRefused(email: string, address: string) {
  for (let tries = 0; tries < 20; tries++) {
    const answer = await at(address).signIn(email, 'a wrong guess');
    if (answer.status !== 400) return { tries, answer };
  }
  throw new Error('was never refused');
}
const passTheTime = () => auth.kit.db.db.execute(sql`update throttle set expire = 0 where key like 'both:%'`);

test('too many wrong passwords are answered 429, with when to come again', async () => {
  const { email } = await signedUp(auth.url, { address: anAddress() });
  const { tries, answer } = await guessUntilRefused(email, anAddress());
  expect(tries).toBe(3);
  expect(answer.status).toBe(429);
  expect(answer.headers['retry-after']).toBe('60');
  expect(answer.body.errors).toEqual([
    { message: 'too many tries; try again in 60 s', code: 'throttled', params: { wait: 60, unit: 's' } },
  ]);
});

test('a block holds for the right password too, and for an account that does not exist', async () => {
  const address = anAddress();
  const { email } = await signedUp(auth.url, { address });
  await guessUntilRefused(email, address);
  expect((await at(address).signIn(email)).status).toBe(429);
  expect((await guessUntilRefused(anEmail(), anAddress())).tries).toBe(3);
});

test('each further block is twice as long', async () => {
  const address = anAddress();
  const { email } = await signedUp(auth.url, { address });
  const waits: unknown[] = [];
  for (let round = 0; round < 3; round++) {
    waits.push((await guessUntilRefused(email, address)).answer.headers['retry-after']);
    await passTheTime();
  }
  expect(waits).toEqual(['60', '120', '240']);
});

test('a right password clears the count', async () => {
  const address = anAddress();
  const { email } = await signedUp(auth.url, { address });
  for (let round = 0; round < 4; round++) {
    for (let tries = 0; tries < 2; tries++) await at(address).signIn(email, 'a wrong guess');
    expect((await at(address).signIn(email)).status).toBe(200);
  }
});

test('tries sent side by side count, too', async () => {
  const { email } = await signedUp(auth.url, { address: anAddress() });
  const address = anAddress();
  const answers = await Promise.all(Array.from({ length: 12 }, () => at(address).signIn(email, 'a wrong guess')));
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(9);
});

test('a block outlives the process, and replicas share it', async () => {
  const address = anAddress();
  const { email } = await signedUp(auth.url, { address });
  await guessUntilRefused(email, address);
  const replica = await startService(definition, {
    ...testEnvironment,
    ...limits,
    DATABASE_URL: auth.kit.config.DATABASE_URL,
    SESSION_PRIVATE_KEY: JSON.stringify(testKeys.privateKey),
    RESET_SECRET,
    FACTOR_SECRET,
  });
  try {
    await replica.started;
    expect((await at(address, replica.url).signIn(email)).status).toBe(429);
  } finally {
    await replica.stop();
  }
});

test('many addresses together reach the limit of the account, but lock its owner out of no place known', async () => {
  const home = anAddress();
  const { email } = await signedUp(auth.url, { address: home });
  let refused = 0;
  for (let attacker = 0; attacker < 3; attacker++) {
    const address = anAddress();
    for (let tries = 0; tries < 3; tries++) {
      if ((await at(address).signIn(email, 'a wrong guess')).status === 429) refused++;
    }
  }
  expect(refused).toBe(2);
  expect((await at(anAddress()).signIn(email)).status).toBe(429);
  expect((await at(home).signIn(email)).status).toBe(200);
});

test('one address cannot use up the tries of the whole account', async () => {
  const { email } = await signedUp(auth.url, { address: anAddress() });
  const attacker = anAddress();
  for (let tries = 0; tries < 20; tries++) await at(attacker).signIn(email, 'a wrong guess');
  expect((await at(anAddress()).signIn(email)).status).toBe(200);
});

test('an address that fails at many accounts is slowed down, and its neighbour is not', async () => {
  const address = anAddress();
  for (let account = 0; account < 12; account++) {
    expect((await at(address).signIn(anEmail(), 'a wrong guess')).status).toBe(400);
  }
  expect((await at(address).signIn(anEmail())).status).toBe(429);
  expect((await at(address).signUp(anEmail())).status).toBe(429);
  expect((await at(anAddress()).signUp(anEmail())).status).toBe(201);
});

test('the present password cannot be guessed with a stolen cookie', async () => {
  const { browser } = await signedUp(auth.url, { address: anAddress() });
  const statuses: number[] = [];
  for (let tries = 0; tries < 4; tries++) {
    statuses.push((await browser.changePassword('a wrong guess', 'a seat in the balcony')).status);
  }
  expect(statuses).toEqual([400, 400, 400, 429]);
  expect((await browser.changePassword(PASSWORD, 'a seat in the balcony')).status).toBe(429);
});

test('what the limits remember names no one, and goes when it has run out', async () => {
  const { email } = await signedUp(auth.url, { address: '203.0.113.77' });
  const { db } = auth.kit.db;
  const keys = JSON.stringify((await db.execute(sql`select key from throttle`)).rows);
  expect(keys).not.toContain(email);
  expect(keys).not.toContain('203.0.113');
  await db.execute(sql`update throttle set expire = 0`);
  auth.kit.wake('forget-expired');
  await eventually(async () => expect((await db.execute(sql`select 1 from throttle`)).rows).toEqual([]));
});

test('sign-ins beyond what can be hashed soon are answered 503 at once, and nothing else is held up', async () => {
  const busy = await startAuth({ HASHES_AT_ONCE: '1', HASHES_WAITING: '2' });
  try {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor(busy.url, { address: anAddress() }).signUp(anEmail())),
    );
    const turnedAway = answers.filter(({ status }) => status === 503);
    expect(turnedAway.length).toBeGreaterThan(0);
    expect(turnedAway.every(({ headers }) => headers['retry-after'] === '5')).toBe(true);
    expect(answers.length - turnedAway.length).toBe(answers.filter(({ status }) => status === 201).length);
  } finally {
    await busy.stop();
  }
});
