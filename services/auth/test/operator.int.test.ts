import { startService } from '@frontrow/common/service';
import { eventually, testEnvironment, testKeys } from '@frontrow/common/testing';
import { afterEach, expect, test } from '@jest/globals';
import { auth as definition } from '../src/service.ts';
import { FACTOR_SECRET, PASSWORD, RESET_SECRET, startAuth, visitor } from './auth.ts';

const operator = { OPERATOR_EMAIL: 'Operator@Example.test', OPERATOR_PASSWORD: PASSWORD };
const environmentFor = (databaseUrl: string) => ({
  ...testEnvironment,
  DATABASE_URL: databaseUrl,
  SESSION_PRIVATE_KEY: JSON.stringify(testKeys.privateKey),
  RESET_SECRET,
  FACTOR_SECRET,
});

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function startPlainly() {
  const auth = await startAuth();
  stops.push(auth.stop);
  return auth;
}

async function startReplica(databaseUrl: string) {
  const replica = await startService(definition, { ...environmentFor(databaseUrl), ...operator });
  stops.push(replica.stop);
  return replica;
}

test('the operator’s account is made at the start, once for all replicas', async () => {
  const auth = await startPlainly();
  await Promise.all([1, 2].map(() => startReplica(auth.kit.config.DATABASE_URL)));
  await eventually(async () => {
    const answer = await visitor(auth.url).signIn('operator@example.test');
    expect(answer.body).toMatchObject({ email: 'Operator@Example.test', role: 'operator', verified: true });
  });
  expect(await auth.outbox('user.created')).toHaveLength(1);
  expect(await auth.outbox('email.verification_requested')).toEqual([]);
});

test('an operator of before addresses were confirmed is vouched for by the configuration', async () => {
  const auth = await startPlainly();
  await visitor(auth.url).signUp('operator@example.test');
  await auth.kit.db.pool.query(`update users set role = 'operator'`);
  await startReplica(auth.kit.config.DATABASE_URL);
  await eventually(async () => {
    expect((await visitor(auth.url).signIn('operator@example.test')).body).toMatchObject({ verified: true });
  });
  expect((await auth.outbox('user.updated')).map(({ aggregateVersion }) => aggregateVersion)).toEqual([2]);
});

test('an ordinary account that has the address already does not become an operator', async () => {
  const auth = await startPlainly();
  await visitor(auth.url).signUp('operator@example.test', 'the password of someone else');
  const replica = await startReplica(auth.kit.config.DATABASE_URL);
  await replica.started;
  await replica.stop();
  const { rows } = await auth.kit.db.pool.query('select role from users');
  expect(rows).toEqual([{ role: 'user' }]);
});

test.each([
  [{ OPERATOR_EMAIL: 'operator@example.test' }, /OPERATOR_EMAIL and OPERATOR_PASSWORD/],
  [{ ...operator, OPERATOR_PASSWORD: 'password1' }, /OPERATOR_PASSWORD is one of the most common ones/],
  [{ SESSION_DAYS: '30' }, /SESSION_DAYS/],
])('a wrong configuration keeps it from starting: %j', async (environment: Record<string, string>, message) => {
  const sound = environmentFor('postgres://nobody@127.0.0.1:1/none');
  await expect(startService(definition, { ...sound, ...environment })).rejects.toThrow(message);
});
