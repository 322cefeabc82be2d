import type { UserState } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aSession, cookieOf, type TestService } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import type { AuthKit, Config } from '../src/config.ts';
import { cookieFrom, PASSWORD, signedUp, startAuth, visitor } from './auth.ts';

let auth: TestService<Config, AuthKit['resources']>;
let operator: Awaited<ReturnType<typeof member>>;
beforeAll(async () => {
  auth = await startAuth({ HASHES_AT_ONCE: '2' });
  operator = await member('operator');
});
afterAll(() => auth.stop());

async function member(role: 'user' | 'operator') {
  const session = aSession({ role });
  const cookie = await cookieOf(session);
  const send = (method: 'get' | 'post' | 'delete', path: string) =>
    supertest(auth.url)[method](`/api/users${path}`).set('cookie', cookie);
  return {
    session,
    get: (path: string) => send('get', path),
    post: (path: string, body: object) => send('post', path).send(body),
    delete: (path: string, body: object) => send('delete', path).send(body),
  };
}

const ruling = { ground: 'terms', reason: 'Sells what there is not' };
const lifted = { reason: 'It was somebody else' };
const told = async (id: string) =>
  (await auth.outbox()).filter(
    ({ aggregateId, data }) => aggregateId === id || (data as { userId?: string }).userId === id,
  );
const recorded = async (id: string) => (await operator.get(`/operator-actions?subjectId=${id}`)).body;

describe('an account that operators suspend', () => {
  test('is signed out everywhere, and nobody signs in to it, until that is lifted', async () => {
    const { id, email, browser } = await signedUp(auth.url);
    const other = visitor(auth.url, { cookie: cookieFrom(await visitor(auth.url).signIn(email)) });
    const { status, body } = await operator.post(`/${id}/suspension`, ruling);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ id, email, suspendedAt: expect.any(String), sessions: 0 }),
    ]);
    for (const each of [browser, other]) expect((await each.currentUser()).body).toEqual({ currentUser: null });
    const refused = await visitor(auth.url).signIn(email);
    expect([refused.status, refused.body.errors[0].code]).toEqual([403, 'account_suspended']);
    // Who does not know the password learns nothing of it.
    expect((await visitor(auth.url).signIn(email, 'not the password')).body.errors[0].code).toBe('wrong_pair');

    await operator.delete(`/${id}/suspension`, lifted).expect(200);
    expect((await visitor(auth.url).signIn(email)).status).toBe(200);
  });

  test('is told of and recorded once each time', async () => {
    const { id } = await signedUp(auth.url);
    for (let time = 1; time <= 2; time++) await operator.post(`/${id}/suspension`, ruling).expect(200);
    for (let time = 1; time <= 2; time++) await operator.delete(`/${id}/suspension`, lifted).expect(200);
    const events = (await told(id)).filter(({ type }) => type.startsWith('user.'));
    expect(
      events.map(({ type, aggregateVersion, data }) => [
        type,
        aggregateVersion,
        Boolean((data as UserState).suspendedAt),
      ]),
    ).toEqual([
      ['user.created', 1, false],
      ['user.updated', 2, true],
      ['user.updated', 3, false],
    ]);
    expect(events.at(-1)!.data).toMatchObject({ decision: { ...ruling, what: 'suspended', lifted } });
    expect(
      (await recorded(id)).map(({ action, reason }: { action: string; reason: string }) => [action, reason]),
    ).toEqual([
      ['account_reinstated', lifted.reason],
      ['account_suspended', ruling.reason],
    ]);
  });

  test('can be deleted after it was, with the version that follows', async () => {
    const { id, email } = await signedUp(auth.url);
    await operator.post(`/${id}/suspension`, ruling).expect(200);
    await operator.delete(`/${id}/suspension`, lifted).expect(200);
    const back = visitor(auth.url, { cookie: cookieFrom(await visitor(auth.url).signIn(email)) });
    await back.deleteAccount(PASSWORD).expect(204);
    expect((await told(id)).at(-1)).toMatchObject({ type: 'user.deleted', aggregateVersion: 4 });
  });

  test('is no operator’s, and only operators do it', async () => {
    const { id } = await signedUp(auth.url);
    const user = await member('user');
    for (const answer of [
      await user.post(`/${id}/suspension`, ruling),
      await user.delete(`/${id}/suspension`, lifted),
      await user.delete(`/${id}/sessions`, lifted),
      await user.get(`/${id}`),
      await user.get('/?email=a@example.test'),
    ])
      expect(answer.status).toBe(403);
    await auth.kit.db.pool.query(`update users set role = 'operator' where id = $1`, [id]);
    const refused = await operator.post(`/${id}/suspension`, ruling);
    expect([refused.status, refused.body.errors[0].code]).toEqual([409, 'operator_account']);
    expect((await operator.post(`/${newId()}/suspension`, ruling)).status).toBe(404);
    expect((await operator.delete(`/${id}/suspension`, { reason: ' ' })).status).toBe(400);
  });

  test('lets no sign-in that is under way slip in behind it', async () => {
    const { id, email } = await signedUp(auth.url);
    const signIns = Array.from({ length: 5 }, (_, index) =>
      visitor(auth.url, { address: `198.51.100.${index}` }).signIn(email),
    );
    await Promise.all([...signIns, operator.post(`/${id}/suspension`, ruling)]);
    const { rows } = await auth.kit.db.pool.query('select from sessions where user_id = $1 and revoked_at is null', [
      id,
    ]);
    expect(rows).toEqual([]);
  });
});

test('operators find an account by its address, whatever its case, and end its sessions', async () => {
  const { id, email, browser } = await signedUp(auth.url);
  const { body } = await operator.get(`/?email=${email.toUpperCase()}`);
  expect(body).toEqual([
    {
      id,
      email,
      role: 'user',
      verified: false,
      name: null,
      pendingEmail: null,
      language: 'en',
      createdAt: expect.any(String),
      suspendedAt: null,
      decision: null,
      sessions: 1,
    },
  ]);
  expect((await operator.get(`/${id}`)).body).toEqual(body[0]);
  expect((await operator.get('/?email=nobody@example.test')).body).toEqual([]);
  for (let time = 1; time <= 2; time++)
    await operator.delete(`/${id}/sessions`, { reason: 'A lost telephone' }).expect(204);
  expect((await browser.currentUser()).body).toEqual({ currentUser: null });
  expect(await recorded(id)).toMatchObject([{ action: 'sessions_ended', details: { count: 1 } }]);
  expect((await visitor(auth.url).signIn(email)).status).toBe(200);
});
