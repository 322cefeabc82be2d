import { aSession, badCookies, cookieOf, eventually, type TestService } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import supertest from 'supertest';
import type { AuthKit, Config } from '../src/config.ts';
import { deleteExpired } from '../src/store/expired.ts';
import { anEmail, cookieFrom, PASSWORD, signedUp, startAuth, viewOf, visitor } from './auth.ts';

let auth: TestService<Config, AuthKit['resources']>;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const NEW_PASSWORD = 'a seat in the balcony';
const isSignedIn = async (cookie: string) =>
  (await visitor(auth.url, { cookie }).currentUser()).body.currentUser !== null;
const revocations = async (userId: string) =>
  (await auth.outbox('session.revoked')).filter(({ data }) => (data as { userId: string }).userId === userId);
const anotherBrowser = async (email: string) => {
  const cookie = cookieFrom(await visitor(auth.url).signIn(email));
  return { cookie, browser: visitor(auth.url, { cookie }) };
};

describe('current user', () => {
  test('is who signed in', async () => {
    const { id, email, browser } = await signedUp(auth.url);
    expect((await browser.currentUser()).body).toEqual({ currentUser: viewOf({ id, email }) });
  });

  test('is no one without a cookie, or with one that is no good', async () => {
    const cookies = ['', ...(await badCookies()).map(([, cookie]) => cookie)];
    for (const cookie of cookies) {
      const { status, body } = await visitor(auth.url, { cookie }).currentUser();
      expect({ cookie, status, body }).toEqual({ cookie, status: 200, body: { currentUser: null } });
    }
  });
});

describe('signing out', () => {
  test('ends the session, tells everyone and takes the cookie', async () => {
    const { id, browser, cookie } = await signedUp(auth.url);
    const answer = await browser.signOut();
    expect([answer.status, answer.body]).toEqual([200, { currentUser: null }]);
    expect(answer.headers['set-cookie']![0]).toMatch(/^session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await isSignedIn(cookie)).toBe(false);

    const { rows } = await auth.kit.db.db.execute<{ id: string }>(
      sql`select s.id from sessions s join revoked_sessions r on r.id = s.id and r.expires_at = s.expires_at
          where s.user_id = ${id} and s.revoked_at is not null`,
    );
    expect(await revocations(id)).toEqual([
      expect.objectContaining({
        aggregateId: rows[0]!.id,
        aggregateVersion: 1,
        data: expect.objectContaining({ id: rows[0]!.id, userId: id }),
      }),
    ]);
  });

  test('is told of for as long as the session’s token would be good, and a week beyond', async () => {
    const { db } = auth.kit;
    const [over, standing] = await Promise.all([signedUp(auth.url), signedUp(auth.url)]);
    for (const { browser } of [over, standing]) await browser.signOut();
    const id = (await revocations(over.id))[0]!.id;
    await db.db.execute(sql`update outbox set published_at = now()`);
    await db.db.execute(
      sql`update outbox set envelope = jsonb_set(envelope, '{data,expiresAt}', to_jsonb(now() - interval '8 days')) where id = ${id}`,
    );
    await deleteExpired(db);
    expect([(await revocations(over.id)).length, (await revocations(standing.id)).length]).toEqual([0, 1]);
  });

  test('takes the cookie again and again, and tells it once', async () => {
    const { id, browser } = await signedUp(auth.url);
    await Promise.all([browser.signOut(), browser.signOut()]);
    const again = await browser.signOut();
    expect([again.status, again.headers['set-cookie']![0]]).toEqual([200, expect.stringContaining('Max-Age=0')]);
    expect(await revocations(id)).toHaveLength(1);
    for (const cookie of ['', ...(await badCookies()).map(([, bad]) => bad)]) {
      const answer = await visitor(auth.url, { cookie }).signOut();
      expect([answer.status, answer.headers['set-cookie']![0]]).toEqual([200, expect.stringContaining('Max-Age=0')]);
    }
  });

  test('cannot be done for someone by another site', async () => {
    const { cookie } = await signedUp(auth.url);
    const answer = await supertest(auth.url)
      .post('/api/users/signOut')
      .set({ cookie, origin: 'https://elsewhere.test' });
    expect(answer.status).toBe(403);
    expect(await isSignedIn(cookie)).toBe(true);
  });
});

describe('the list of sessions', () => {
  test('has those that are good, the newest first', async () => {
    const { email, browser } = await signedUp(auth.url);
    const gone = await anotherBrowser(email);
    await gone.browser.signOut();
    const phone = await supertest(auth.url)
      .post('/api/users/signIn')
      .set('user-agent', `Phone ${'x'.repeat(1_000)}`)
      .send({ email, password: PASSWORD });
    const { status, body } = await browser.sessions();
    expect(status).toBe(200);
    expect(body).toEqual([
      expect.objectContaining({ userAgent: expect.stringMatching(/^Phone x{294}$/), current: false }),
      expect.objectContaining({ current: true }),
    ]);
    expect(Date.parse(body[0].expiresAt) - Date.parse(body[0].createdAt)).toBeLessThanOrEqual(7 * 24 * 3_600_000);

    expect((await browser.endSession(body[0].id)).status).toBe(204);
    expect(await isSignedIn(cookieFrom(phone))).toBe(false);
    expect((await browser.sessions()).body).toHaveLength(1);
    expect((await browser.endSession(body[0].id)).status).toBe(404);
  });

  test('ends all but the one that asks', async () => {
    const { email, cookie, browser } = await signedUp(auth.url);
    const others = [await anotherBrowser(email), await anotherBrowser(email)];
    expect((await browser.endOtherSessions()).status).toBe(204);
    const good = await Promise.all([cookie, ...others.map((other) => other.cookie)].map(isSignedIn));
    expect(good).toEqual([true, false, false]);
    expect((await browser.sessions()).body).toHaveLength(1);
    expect((await visitor(auth.url).endOtherSessions()).status).toBe(401);
  });

  test('ends the session that asks, too', async () => {
    const { cookie, browser } = await signedUp(auth.url);
    const [{ id }] = (await browser.sessions()).body;
    const answer = await browser.endSession(id);
    expect([answer.status, answer.headers['set-cookie']![0]]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect(await isSignedIn(cookie)).toBe(false);
  });

  test('is its owner’s alone', async () => {
    const victim = await signedUp(auth.url);
    const stranger = await signedUp(auth.url);
    const [{ id }] = (await victim.browser.sessions()).body;
    expect((await stranger.browser.endSession(id)).status).toBe(404);
    expect((await stranger.browser.sessions()).body.map((session: { id: string }) => session.id)).not.toContain(id);
    expect(await isSignedIn(victim.cookie)).toBe(true);
    expect((await victim.browser.endSession('not-an-id')).body.errors).toEqual([
      { field: 'id', message: 'must be a UUID', code: 'invalid' },
    ]);
  });
});

describe('changing the password', () => {
  test('ends all sessions, each with its event, and goes on in this browser with a new token', async () => {
    const { id, email, cookie, browser } = await signedUp(auth.url);
    const others = [await anotherBrowser(email), await anotherBrowser(email)];
    const answer = await browser.changePassword(PASSWORD, NEW_PASSWORD);
    expect([answer.status, answer.body]).toEqual([200, { currentUser: viewOf({ id, email }) }]);

    const cookies = [cookieFrom(answer), cookie, ...others.map((other) => other.cookie)];
    expect(await Promise.all(cookies.map(isSignedIn))).toEqual([true, false, false, false]);
    const told = await revocations(id);
    expect(told.map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 1, 1]);
    expect(new Set(told.map(({ aggregateId }) => aggregateId)).size).toBe(3);
    expect((await visitor(auth.url).signIn(email, PASSWORD)).status).toBe(400);
    expect((await visitor(auth.url).signIn(email, NEW_PASSWORD)).status).toBe(200);
  });

  test.each([
    ['a wrong present password', 'not the password', NEW_PASSWORD, 'currentPassword'],
    ['a common new one', PASSWORD, 'qwertyuiop', 'newPassword'],
    ['a short new one', PASSWORD, 'short', 'newPassword'],
  ])('is refused with %s', async (_what, current, wanted, field) => {
    const { id, email, browser } = await signedUp(auth.url);
    const answer = await browser.changePassword(current, wanted);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field, message: expect.any(String) })]);
    expect((await visitor(auth.url).signIn(email, PASSWORD)).status).toBe(200);
    expect(await revocations(id)).toEqual([]);
  });

  test('leaves no way in for a sign-in with the old password that was under way', async () => {
    const { id, email } = await signedUp(auth.url);
    const { pool } = auth.kit.db;
    const change = await pool.connect();
    await change.query('begin');
    await change.query(`update users set password_hash = 'changed' where id = $1`, [id]);
    const late = visitor(auth.url)
      .signIn(email)
      .then((answer) => answer);
    await eventually(async () => {
      const { rows } = await pool.query(`select 1 from pg_locks l join pg_stat_activity a using (pid)
        where a.datname = current_database() and not l.granted`);
      expect(rows).toHaveLength(1);
    });
    await change.query('commit');
    change.release();
    expect((await late).status).toBe(400);
    expect((await pool.query('select 1 from sessions where user_id = $1', [id])).rows).toHaveLength(1);
  });

  test('at once from two browsers is done by one', async () => {
    const { email, browser } = await signedUp(auth.url);
    const other = await anotherBrowser(email);
    const answers = await Promise.all([
      browser.changePassword(PASSWORD, 'the first new password'),
      other.browser.changePassword(PASSWORD, 'the second new password'),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

test('who is signed out, or only seems signed in, gets 401', async () => {
  const revoked = await signedUp(auth.url);
  await revoked.browser.signOut();
  const cookies = [['without a cookie', ''], ['revoked', revoked.cookie], ...(await badCookies())];
  for (const [why, cookie] of cookies) {
    const browser = visitor(auth.url, { cookie: cookie! });
    const answers = await Promise.all([
      browser.sessions(),
      browser.endSession(aSession().id),
      browser.changePassword(PASSWORD, NEW_PASSWORD),
    ]);
    expect([why, ...answers.map(({ status }) => status)]).toEqual([why, 401, 401, 401]);
  }
});

test('a session whose account is not here any more can change nothing', async () => {
  const browser = visitor(auth.url, { cookie: await cookieOf(aSession()) });
  const answers = [
    await browser.changePassword(PASSWORD, NEW_PASSWORD),
    await browser.changeEmail(anEmail()),
    await browser.sendVerification(),
    await browser.chooseLanguage('de'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect((await browser.keepEmail()).status).toBe(204);
  expect((await browser.currentUser()).body).toEqual({ currentUser: null });
  expect((await browser.sessions()).body).toEqual([]);
});

test('the cookie belongs to this host and TLS where the page is served over https, and is taken by that name alone', async () => {
  const secure = await startAuth({ PUBLIC_URL: 'https://frontrow.test', SESSION_DAYS: '1' });
  try {
    const [cookie] = (await visitor(secure.url).signUp(anEmail())).headers['set-cookie']!;
    expect(cookie).toMatch(/^__Host-session=[^;]+; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const pair = cookie!.split(';')[0]!;
    const seen = async (given: string) =>
      (await visitor(secure.url, { cookie: given }).currentUser()).body.currentUser !== null;
    expect([await seen(pair), await seen(pair.replace('__Host-', ''))]).toEqual([true, false]);
    expect(await isSignedIn(`__Host-${(await signedUp(auth.url)).cookie}`)).toBe(false);
  } finally {
    await secure.stop();
  }
});
