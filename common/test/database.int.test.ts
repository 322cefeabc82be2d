import { type Database, newId, openDatabase, sqlState } from '@frontrow/common/database';
import { createTestDatabase, type TestDatabase } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrations } from './support.ts';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase(migrations);
  database = openDatabase(testDatabase.url, { name: 'database-test', poolSize: 2, lockTimeoutMs: 50 });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const trace = { correlationId: newId(), causationId: null };

test('a transaction fails for the first of the statements that were sent together, whoever hears of it last', async () => {
  const holder = await database.pool.connect();
  await holder.query('begin');
  await holder.query('select pg_advisory_xact_lock(1)');
  const heardLate = (promise: Promise<unknown>) => promise.catch(async (error) => Promise.reject(error));
  const failure = await database
    .transaction(trace, async ({ client }) => {
      const locked = heardLate(client.query({ text: 'select pg_advisory_xact_lock(1)' }));
      await Promise.all([locked, client.query({ text: 'select 1' })]);
    })
    .catch((error: Error) => error);
  await holder.query('rollback');
  holder.release();
  expect(sqlState(failure)).toBe('55P03');
});

test('a transaction that was in the way of another is repeated, also when more was sent along', async () => {
  let tries = 0;
  const result = await database.transaction(trace, async ({ client }) => {
    tries += 1;
    const raise = `do $$ begin raise exception 'circle' using errcode = '40P01'; end $$`;
    const refused =
      tries === 1 ? client.query({ text: raise }).catch(async (error) => Promise.reject(error)) : undefined;
    await Promise.all([refused, client.query({ text: 'select 1' })]);
    return 'done';
  });
  expect([result, tries]).toEqual(['done', 2]);
});
