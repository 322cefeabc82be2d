import { aSession, badCookies, cookieOf, eventually, type TestService } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuthKit, Config } from '../src/config.ts';
import { cookieFrom, PASSWORD, signedUp, startAuth, visitor } from './auth.ts';

let auth: TestService<Config, AuthKit['resources']>;
beforeAll(async () => {
  auth = await startAuth({ OPERATOR_EMAIL: 'Operator@example.test', OPERATOR_PASSWORD: PASSWORD });
});
afterAll(() => auth.stop());

const count = async (table: 'users' | 'sessions', column: string, id: string) =>
  (await auth.kit.db.pool.query(`select from ${table} where ${column} = $1`, [id])).rows.length;
const told = async (id: string) =>
  (await auth.outbox()).filter(
    ({ aggregateId, data }) => aggregateId === id || (data as { userId?: string }).userId === id,
  );

describe('deleting an account', () => {
  test('takes its address, password and sessions away at once, and tells everyone', async () => {
    const { id, email, cookie, browser } = await signedUp(auth.url);
    const other = visitor(auth.url, { cookie: cookieFrom(await visitor(auth.url).signIn(email)) });
    const answer = await browser.deleteAccount(PASSWORD);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers['set-cookie']![0]).toMatch(/^session=; Max-Age=0;/);

    expect([await count('users', 'id', id), await count('sessions', 'user_id', id)]).toEqual([0, 0]);
    expect((await visitor(auth.url, { cookie }).currentUser()).body).toEqual({ currentUser: null });
    expect((await other.currentUser()).body).toEqual({ currentUser: null });
    expect((await visitor(auth.url).signIn(email)).status).toBe(400);

    const events = await told(id);
    expect(events.map(({ type }) => type)).toEqual([
      'user.created',
      'email.verification_requested',
      'credential.new_device',
      'session.revoked',
      'session.revoked',
      'user.deleted',
    ]);
    expect(events.at(-1)).toMatchObject({
      aggregateId: id,
      aggregateVersion: 2,
      data: { id, email: '', role: 'user', deletedAt: expect.any(String) },
    });
    expect(JSON.stringify(events.at(-1))).not.toContain(email);
  });

  test('leaves the address free for someone new', async () => {
    const { id, email, browser } = await signedUp(auth.url);
    await browser.deleteAccount(PASSWORD).expect(204);
    const anew = await visitor(auth.url).signUp(email, 'another row, another seat');
    expect(anew.status).toBe(201);
    expect(anew.body.id).not.toBe(id);
    expect((await visitor(auth.url).signIn(email, PASSWORD)).status).toBe(400);
  });

  test('needs the password, and guesses at it are counted', async () => {
    const { id, browser } = await signedUp(auth.url, { address: '192.0.2.77' });
    for (let tries = 0; tries < 10; tries += 1) {
      const answer = await browser.deleteAccount('not the password');
      expect([answer.status, answer.body.errors]).toEqual([
        400,
        [{ field: 'password', message: 'is wrong', code: 'wrong' }],
      ]);
    }
    expect((await browser.deleteAccount(PASSWORD)).status).toBe(429);
    expect(await count('users', 'id', id)).toBe(1);
    expect((await told(id)).map(({ type }) => type)).toEqual(['user.created', 'email.verification_requested']);
  });

  test('leaves no session to a sign-in that was under way', async () => {
    const { id, email, cookie } = await signedUp(auth.url);
    const { pool } = auth.kit.db;
    const deletion = await pool.connect();
    await deletion.query('begin');
    await deletion.query('select from users where id = $1 for update', [id]);
    const late = visitor(auth.url)
      .signIn(email)
      .then((answer) => answer);
    await eventually(async () => {
      const { rows } = await pool.query(`select 1 from pg_locks l join pg_stat_activity a using (pid)
        where a.datname = current_database() and not l.granted`);
      expect(rows).toHaveLength(1);
    });
    await deletion.query('delete from sessions where user_id = $1', [id]);
    await deletion.query('delete from users where id = $1', [id]);
    await deletion.query('commit');
    deletion.release();
    expect((await late).status).toBe(400);
    expect((await visitor(auth.url, { cookie }).deleteAccount(PASSWORD)).status).toBe(401);
  });

  test('from two browsers at once happens once', async () => {
    const { id, email, browser } = await signedUp(auth.url);
    const other = visitor(auth.url, { cookie: cookieFrom(await visitor(auth.url).signIn(email)) });
    const answers = await Promise.all([browser.deleteAccount(PASSWORD), other.deleteAccount(PASSWORD)]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect((await told(id)).filter(({ type }) => type === 'user.deleted')).toHaveLength(1);
  });

  test('is refused for the account of the configuration, which would come back', async () => {
    const signedIn = await eventually(async () => {
      const answer = await visitor(auth.url).signIn('operator@example.test');
      expect(answer.status).toBe(200);
      return answer;
    });
    const browser = visitor(auth.url, { cookie: cookieFrom(signedIn) });
    expect((await browser.deleteAccount(PASSWORD)).status).toBe(409);
    expect((await browser.currentUser()).body.currentUser).not.toBeNull();
  });
});

describe('what is kept of an account', () => {
  test('is its own to read: the account and every session, no secret', async () => {
    const { id, email, browser } = await signedUp(auth.url);
    await visitor(auth.url, { cookie: cookieFrom(await visitor(auth.url).signIn(email)) }).signOut();
    const answer = await browser.data();
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      account: {
        id,
        email,
        name: null,
        role: 'user',
        verifiedAt: null,
        pendingEmail: null,
        language: 'en',
        createdAt: expect.any(String),
        decision: null,
      },
      factors: { passkeys: [], totp: null, recoveryCodes: null },
      events: expect.any(Array),
      sessions: [
        expect.objectContaining({ revokedAt: expect.any(String) }),
        expect.objectContaining({ revokedAt: null, userAgent: expect.any(String), expiresAt: expect.any(String) }),
      ],
    });
    expect(answer.text).not.toMatch(/password[-_]?hash|"password":|argon2/i);
  });

  test('is for no one else', async () => {
    const gone = visitor(auth.url, { cookie: await cookieOf(aSession()) });
    for (const browser of [
      visitor(auth.url),
      gone,
      ...(await badCookies()).map(([, cookie]) => visitor(auth.url, { cookie: cookie! })),
    ]) {
      expect((await browser.data()).status).toBe(401);
      expect((await browser.deleteAccount(PASSWORD)).status).toBe(401);
    }
  });
});
