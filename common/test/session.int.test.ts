import { type Database, openDatabase } from '@frontrow/common/database';
import { rememberRevocation, sessionReader } from '@frontrow/common/http';
import {
  aSession,
  badCookies,
  cookieOf,
  createTestDatabase,
  foreignKeys,
  type TestDatabase,
  testKeys,
} from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Request } from 'express';

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

const read = (cookie?: string, keys = [testKeys.publicKey]) =>
  sessionReader({ keys }, database).read({ headers: { cookie } } as Request);

test('a good session is read as it was signed', async () => {
  const session = aSession({ role: 'operator' });
  const second = Math.floor(session.expiresAt.getTime() / 1000) * 1000;
  expect(await read(`other=1; ${await cookieOf(session)}`)).toEqual({ ...session, expiresAt: new Date(second) });
});

test('no session comes from a missing or a bad cookie', async () => {
  expect(await read(undefined)).toBeUndefined();
  expect(await read('session=')).toBeUndefined();
  for (const [why, cookie] of await badCookies()) expect([why, await read(cookie)]).toEqual([why, undefined]);
});

test('a revoked session is none', async () => {
  const session = aSession();
  const cookie = await cookieOf(session);
  expect(await read(cookie)).toBeDefined();
  await rememberRevocation(database, session.id, session.expiresAt);
  expect(await read(cookie)).toBeUndefined();
});

test('during a rotation both keys are good', async () => {
  const keys = [foreignKeys.publicKey, testKeys.publicKey];
  expect(await read(await cookieOf(aSession()), keys)).toBeDefined();
  expect(await read(await cookieOf(aSession(), foreignKeys.privateKey), keys)).toBeDefined();
});
