import { cookieOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { type AuthService, anEmail, PASSWORD, startAuth, visitor } from './auth.ts';
import { type Browser, browserAt, member, whoIs } from './factors.ts';

let auth: AuthService;
beforeAll(async () => {
  auth = await startAuth({ SESSIONS_PER_ACCOUNT: '3' });
});
afterAll(() => auth.stop());

const HOUR = 3_600_000;
const query = (text: string, ...values: unknown[]) => auth.kit.db.pool.query(text, values);
const endOf = (browser: Browser): number =>
  JSON.parse(Buffer.from(browser.jar.get('session')!.split('.')[1]!, 'base64url').toString()).exp * 1000;
const sessionOf = async (userId: string) =>
  (await query('select * from sessions where user_id = $1 and revoked_at is null', userId)).rows[0];
const newDevices = async (userId: string) =>
  (await auth.outbox('credential.new_device')).filter(({ data }) => (data as { userId: string }).userId === userId);

/** The cookie that a session had when it was handed one so long ago; the session was last seen then. */
async function longAgo(userId: string, email: string, hours: number) {
  await query(
    `update sessions set created_at = created_at - make_interval(hours => $2), expires_at = expires_at - make_interval(hours => $2)
     where user_id = $1`,
    userId,
    hours,
  );
  const { id, created_at, idle_seconds } = await sessionOf(userId);
  const expiresAt = new Date(Math.floor(created_at.getTime() / 1000) * 1000 + idle_seconds * 1000);
  const cookie = await cookieOf({ id, userId, email, role: 'user', expiresAt });
  return cookie.slice('session='.length);
}

describe('a session that is left alone', () => {
  test('ends after a day, here and everywhere, by its token', async () => {
    const { id, email, browser } = await member(auth.url);
    const { created_at: begun } = await sessionOf(id);
    expect(Math.abs(endOf(browser) - begun.getTime() - 24 * HOUR)).toBeLessThanOrEqual(1_000);
    const almost = await longAgo(id, email, 23);
    expect(await whoIs(auth.url, almost)).toBe(id);
    const late = await longAgo(id, email, 2);
    expect(await whoIs(auth.url, late)).toBeNull();
    expect((await browserAt(auth.url, { session: late }).post('/sessions/activity')).status).toBe(401);
    // Nor is it shown any more, or gone on with by a token that somebody kept.
    const other = browserAt(auth.url);
    await other.signIn(email);
    expect((await other.get('/sessions')).body).toHaveLength(1);
  });

  test('goes on where somebody is still there, and its new token lasts a day from then', async () => {
    const { id, email } = await member(auth.url);
    const browser = browserAt(auth.url, { session: await longAgo(id, email, 23) });
    const before = endOf(browser);
    const kept = await browser.post('/sessions/activity');
    expect(kept.status).toBe(204);
    expect(endOf(browser) - before).toBeGreaterThan(22 * HOUR);
    expect((await sessionOf(id)).last_seen_at).not.toBeNull();
    expect(await browser.who()).toBe(id);
    expect((await browser.get('/sessions')).body[0].lastSeenAt).not.toBe(
      (await browser.get('/sessions')).body[0].createdAt,
    );
  });

  test('is written down every few minutes at most', async () => {
    const { id, browser } = await member(auth.url);
    const answers = await Promise.all([1, 2, 3].map(() => browser.post('/sessions/activity')));
    expect(answers.map(({ status, headers }) => [status, headers['set-cookie']])).toEqual(
      Array(3).fill([204, undefined]),
    );
    expect((await sessionOf(id)).last_seen_at).toBeNull();
  });

  test('lasts a week at the longest, however much it is used', async () => {
    const { id, email } = await member(auth.url);
    await longAgo(id, email, 6 * 24);
    await query(`update sessions set last_seen_at = now() - interval '20 hours' where user_id = $1`, id);
    const { id: session, expires_at } = await sessionOf(id);
    const cookie = await cookieOf({
      id: session,
      userId: id,
      email,
      role: 'user',
      expiresAt: new Date(Date.now() + 4 * HOUR),
    });
    const browser = browserAt(auth.url, { session: cookie.slice('session='.length) });
    expect((await browser.post('/sessions/activity')).status).toBe(204);
    expect(endOf(browser)).toBe(expires_at.getTime());
  });

  test('that was ended is not gone on with', async () => {
    const { id, email } = await member(auth.url);
    const session = await longAgo(id, email, 1);
    await query('update sessions set revoked_at = now() where user_id = $1', id);
    expect((await browserAt(auth.url, { session }).post('/sessions/activity')).status).toBe(401);
  });
});

describe('signing in', () => {
  test('ends the session that the browser had', async () => {
    const { email, browser } = await member(auth.url);
    const before = browser.jar.get('session');
    await browser.signIn(email);
    expect(await whoIs(auth.url, before)).toBeNull();
    const { email: another } = await member(auth.url);
    const mine = browser.jar.get('session');
    await browser.signIn(another);
    expect(await whoIs(auth.url, mine)).toBeNull();
  });

  test('beyond the limit ends the oldest session', async () => {
    const { email, browser } = await member(auth.url);
    const others = [browserAt(auth.url), browserAt(auth.url), browserAt(auth.url)];
    for (const other of others) await other.signIn(email);
    expect(await Promise.all([browser, ...others].map((each) => each.who()))).toEqual([
      null,
      ...others.map(() => expect.any(String)),
    ]);
  });

  test('says which browser it was, in words that nobody can choose', async () => {
    const { email, browser } = await member(auth.url);
    const as = (agent: string) =>
      supertest(auth.url).post('/api/users/signIn').set('user-agent', agent).send({ email, password: PASSWORD });
    await as('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0');
    await as('Visit evil.example/1.0 now');
    const { body } = await browser.get('/sessions');
    expect(body.map(({ device }: { device: object }) => device)).toEqual([
      { browser: null, system: null },
      { browser: 'Firefox', system: 'Windows' },
      { browser: null, system: null },
    ]);
  });
});

describe('a new device', () => {
  const agent = (name: string) => `Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 ${name}/140.0`;
  const signIn = (email: string, cookie = '', name = 'Firefox') =>
    supertest(auth.url)
      .post('/api/users/signIn')
      .set({ 'user-agent': agent(name), cookie, 'x-forwarded-for': '192.0.2.1' })
      .send({ email, password: PASSWORD });
  const deviceOf = (answer: supertest.Response) =>
    (answer.headers['set-cookie'] as unknown as string[]).find((each) => each.startsWith('device='))!.split(';')[0]!;

  test('is told of where an account was not signed in with that browser before, and not when it signs up', async () => {
    const email = anEmail();
    const signedUp = await visitor(auth.url).signUp(email);
    const { id } = signedUp.body;
    expect(await newDevices(id)).toEqual([]);
    expect((await signIn(email, deviceOf(signedUp))).status).toBe(200);
    expect(await newDevices(id)).toEqual([]);
    // The same address does not make it known.
    const elsewhere = await signIn(email);
    expect((await newDevices(id)).map(({ data }) => (data as { device: object }).device)).toEqual([
      { browser: 'Firefox', system: 'Linux' },
    ]);
    await signIn(email, deviceOf(elsewhere));
    expect(await newDevices(id)).toHaveLength(1);
  });

  test('is not known by what somebody made up, or by what another account was given', async () => {
    const email = anEmail();
    const { id } = (await visitor(auth.url).signUp(email)).body;
    const other = deviceOf(await visitor(auth.url).signUp(anEmail()));
    await signIn(email, `device=${id}`, 'One');
    await signIn(email, `device=${id}.${other.split('.')[1]}`, 'Two');
    await signIn(email, other, 'Three');
    expect(await newDevices(id)).toHaveLength(3);
  });

  test('is known for all who share it', async () => {
    const [one, two] = [anEmail(), anEmail()];
    const first = await visitor(auth.url).signUp(one);
    const second = await visitor(auth.url, { cookie: deviceOf(first) }).signUp(two);
    for (const email of [one, two]) await signIn(email, deviceOf(second), 'Another');
    expect([await newDevices(first.body.id), await newDevices(second.body.id)]).toEqual([[], []]);
  });

  test('is told of once an hour where a browser keeps no cookies', async () => {
    const email = anEmail();
    const { id } = (await visitor(auth.url).signUp(email)).body;
    for (let nth = 0; nth < 3; nth++) await signIn(email);
    expect(await newDevices(id)).toHaveLength(1);
    await query(`update sessions set created_at = created_at - interval '2 hours' where user_id = $1`, id);
    await signIn(email);
    expect(await newDevices(id)).toHaveLength(2);
  });
});

test('no token of before a change opens anything', async () => {
  const { browser } = await member(auth.url);
  const kept: (string | undefined)[] = [];
  const change = async (work: () => Promise<{ status: number }>) => {
    kept.push(browser.jar.get('session'));
    expect((await work()).status).toBeLessThan(300);
  };
  await change(() => browser.post('/password', { currentPassword: PASSWORD, newPassword: 'a seat in the balcony' }));
  await change(async () =>
    browser.signIn((await browser.get('/currentUser')).body.currentUser.email, 'a seat in the balcony'),
  );
  await change(() => browser.post('/signOut'));
  expect(await Promise.all(kept.map((cookie) => whoIs(auth.url, cookie)))).toEqual([null, null, null]);
});
