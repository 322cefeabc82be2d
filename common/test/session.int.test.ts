import { type Database, openDatabase } from '@frontrow/common/database';
import { openRevocations, rememberRevocation, sessionReader } from '@frontrow/common/http';
import {
  aSession,
  badCookies,
  cookieOf,
  createTestDatabase,
  eventually,
  foreignKeys,
  type TestDatabase,
  testKeys,
} from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import type { JWK } from 'jose';

const PUBLIC_URL = 'http://frontrow.test';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase(new URL('./migrations', import.meta.url));
  database = openDatabase(server.url, { name: 'session-test', poolSize: 2 });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

/** A reader that has looked once, as of a service that is ready. `freshMs` as for `openRevocations`. */
async function reader({ keys = [testKeys.publicKey], freshMs = 5_000 } = {}) {
  const revocations = openRevocations(database, freshMs);
  await revocations.look();
  const { read } = sessionReader({ keys }, revocations, PUBLIC_URL);
  return { revocations, read: (cookie?: string) => read({ headers: { cookie } } as Request) };
}

const read = async (cookie?: string, keys?: JWK[]) => (await reader(keys && { keys })).read(cookie);

test('a good session is read as it was signed', async () => {
  const session = aSession({ role: 'operator' });
  const second = Math.floor(session.expiresAt.getTime() / 1000) * 1000;
  expect(await read(`other=1; ${await cookieOf(session)}`)).toEqual({ ...session, expiresAt: new Date(second) });
});

test('no session comes from a missing or a bad cookie', async () => {
  const { read } = await reader();
  for (const round of ['first', 'second']) {
    expect(await read(undefined)).toBeUndefined();
    expect(await read('session=')).toBeUndefined();
    for (const [why, cookie] of await badCookies())
      expect([round, why, await read(cookie)]).toEqual([round, why, undefined]);
  }
});

test('a revoked session is none', async () => {
  const session = aSession();
  await rememberRevocation(database, session.id, session.expiresAt);
  expect(await read(await cookieOf(session))).toBeUndefined();
});

test('during a rotation both keys are good', async () => {
  const keys = [foreignKeys.publicKey, testKeys.publicKey];
  expect(await read(await cookieOf(aSession()), keys)).toBeDefined();
  expect(await read(await cookieOf(aSession(), foreignKeys.privateKey), keys)).toBeDefined();
});

describe('a token that is known already', () => {
  test('is not verified again, and ends when it expires', async () => {
    const { read } = await reader();
    const cookie = await cookieOf(aSession({ expiresAt: new Date(Date.now() + 2_000) }));
    const first = await read(cookie);
    expect(first).toBeDefined();
    expect(await read(cookie)).toBe(first);
    await eventually(async () => expect(await read(cookie)).toBeUndefined());
    expect(Date.now()).toBeGreaterThanOrEqual(first!.expiresAt.getTime());
  });

  test('stands for nobody else: not for another token of the same person, nor for one that differs in a letter', async () => {
    const { read } = await reader();
    const one = aSession();
    const other = aSession({ userId: one.userId, email: one.email });
    const stranger = aSession();
    const cookies = await Promise.all([one, other, stranger].map((session) => cookieOf(session)));
    for (let round = 0; round < 2; round += 1) {
      const seen = await Promise.all(cookies.map(read));
      expect(seen.map((session) => [session?.id, session?.userId])).toEqual(
        [one, other, stranger].map(({ id, userId }) => [id, userId]),
      );
    }
    const letters = cookies[0]!.split('');
    const place = letters.length - 10;
    letters[place] = letters[place] === 'a' ? 'b' : 'a';
    expect(await read(letters.join(''))).toBeUndefined();
  });

  test('is refused once its session was revoked here', async () => {
    const { read, revocations } = await reader();
    const session = aSession();
    const cookie = await cookieOf(session);
    expect(await read(cookie)).toBeDefined();
    revocations.add(session.id, session.expiresAt);
    expect(await read(cookie)).toBeUndefined();
  });

  test('is refused with the next look once another process has revoked it; without looks it is not (negative control)', async () => {
    const [looking, blind] = await Promise.all([reader(), reader({ freshMs: Number.POSITIVE_INFINITY })]);
    const session = aSession();
    const cookie = await cookieOf(session);
    for (const { read } of [looking, blind]) expect(await read(cookie)).toBeDefined();
    await rememberRevocation(database, session.id, session.expiresAt);
    await looking.revocations.look();
    expect(await looking.read(cookie)).toBeUndefined();
    expect(await blind.read(cookie)).toBeDefined();
  });

  test('is looked up anew when the last look is too old', async () => {
    const { read } = await reader({ freshMs: -1 });
    const session = aSession();
    const cookie = await cookieOf(session);
    expect(await read(cookie)).toBeDefined();
    await rememberRevocation(database, session.id, session.expiresAt);
    expect(await read(cookie)).toBeUndefined();
  });
});

describe('looks for revocations', () => {
  test('find one whose transaction began before a look and was committed after it', async () => {
    const { read, revocations } = await reader();
    const session = aSession();
    const cookie = await cookieOf(session);
    await database.transaction({ correlationId: 'a test', causationId: null }, async (tx) => {
      await rememberRevocation(tx, session.id, session.expiresAt);
      await revocations.look();
      expect(await read(cookie)).toBeDefined();
    });
    await revocations.look();
    expect(await read(cookie)).toBeUndefined();
  });

  test('say when they found new ones, and only then', async () => {
    const { revocations } = await reader();
    let calls = 0;
    revocations.onNew(() => {
      calls += 1;
    });
    await revocations.look();
    expect(calls).toBe(0);
    const session = aSession();
    await rememberRevocation(database, session.id, session.expiresAt);
    await Promise.all([revocations.look(), revocations.look()]);
    await revocations.look();
    expect(calls).toBe(1);
  });

  test('that are due and fail are an error: nobody is let in, and nobody sent to sign in', async () => {
    const away = openDatabase('postgres://127.0.0.1:1/nothing', { name: 'session-test' });
    const { read } = sessionReader({ keys: [testKeys.publicKey] }, openRevocations(away), PUBLIC_URL);
    const request = { headers: { cookie: await cookieOf(aSession()) } } as Request;
    await expect(read(request)).rejects.toThrow('ECONNREFUSED');
    await away.close();
  });
});
