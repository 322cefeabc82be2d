import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountEventView } from '@frontrow/common/contracts';
import { aSession, cookieOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import supertest from 'supertest';
import { type AuthService, anEmail, cookieFrom, PASSWORD, signedUp, startAuth, visitor } from './auth.ts';

let auth: AuthService;
let file: string;
let cookie: string;

beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'account-events-')), 'security.log');
  cookie = await cookieOf(operator);
  auth = await startAuth({ SECURITY_LOG_FILE: file, ACCOUNT_EVENTS_DAYS: '30' });
});
afterAll(() => auth.stop());

const operator = aSession({ role: 'operator' });
const asOperator = (method: 'get' | 'post' | 'delete', path: string) =>
  supertest(auth.url)[method](`/api/users${path}`).set('cookie', cookie);
const eventsOf = async (id: string, query = ''): Promise<AccountEventView[]> =>
  (await asOperator('get', `/${id}/events${query}`)).body;
const said = (events: AccountEventView[]) => events.map(({ what, outcome }) => `${what} ${outcome}`);

/** What is kept of an account once it begins with these, the newest first; reads of operators aside. */
const kept = (id: string, ...newest: string[]) =>
  eventually(async () => {
    const events = (await eventsOf(id)).filter(({ what }) => what !== 'operator_read');
    expect(said(events).slice(0, newest.length)).toEqual(newest);
    return events;
  });

describe('what happened with an account', () => {
  test('is kept with the browser it came from, and without an address', async () => {
    const { id, email, browser } = await signedUp(auth.url, { address: '192.0.2.200' });
    await kept(id, 'sign_up succeeded');
    await visitor(auth.url, { address: '198.51.100.7' }).signIn(email, 'not the password');
    await kept(id, 'sign_in refused');
    await visitor(auth.url)
      .signIn(email)
      .set('user-agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
    const [signIn] = await kept(
      id,
      'sign_in succeeded',
      'sign_in_new_device succeeded',
      'sign_in refused',
      'sign_up succeeded',
    );
    expect(signIn).toMatchObject({ by: 'owner', reason: null, device: { browser: 'Firefox', system: 'Linux' } });
    await browser.changePassword('wrong', 'another seat in the front row');
    await kept(id, 'password_changed refused');
    const changed = await browser.changePassword(PASSWORD, 'another seat in the front row');
    await kept(id, 'password_changed succeeded');
    await visitor(auth.url).forgotPassword(email);
    await kept(id, 'password_reset_asked succeeded');
    await visitor(auth.url, { cookie: cookieFrom(changed) }).signOut();
    await kept(id, 'sign_out succeeded');
    const { rows } = await auth.kit.db.db.execute(sql`select * from account_events`);
    const text = JSON.stringify(rows);
    for (const address of [email, '192.0.2', '198.51.100']) expect(text).not.toContain(address);
  });

  test('is for operators', async () => {
    const { id, cookie } = await signedUp(auth.url);
    const send = (as: string) => supertest(auth.url).get(`/api/users/${id}/events`).set('cookie', as);
    expect((await send('')).status).toBe(401);
    expect((await send(cookie)).status).toBe(403);
    expect((await asOperator('get', `/${crypto.randomUUID()}/events`)).status).toBe(404);
  });

  test('tells what operators did, and that they looked: once an hour', async () => {
    const { id, browser } = await signedUp(auth.url);
    await kept(id, 'sign_up succeeded');
    await asOperator('delete', `/${id}/sessions`).send({ reason: 'they called' }).expect(204);
    const [act] = await kept(id, 'operator_act succeeded', 'sign_up succeeded');
    expect(act).toMatchObject({ reason: 'sessions_ended', by: 'operator', device: null });
    expect(JSON.stringify(act)).not.toContain(operator.userId);
    expect((await eventsOf(id)).filter(({ what }) => what === 'operator_read')).toHaveLength(1);
    expect((await browser.data()).status).toBe(401);
  });

  test('comes in pages, the newest first', async () => {
    const { id, email } = await signedUp(auth.url);
    await kept(id, 'sign_up succeeded');
    await visitor(auth.url).signIn(email, 'not the password');
    const all = await kept(id, 'sign_in refused', 'sign_up succeeded');
    const whole = await eventsOf(id);
    expect(whole).toEqual(expect.arrayContaining(all));
    const pages = await Promise.all([eventsOf(id, '?limit=1'), eventsOf(id, `?before=${whole[0]!.id}`)]);
    expect(pages.flat()).toEqual(whole);
  });

  test('is in the export of its owner', async () => {
    const { id, email, browser } = await signedUp(auth.url);
    await visitor(auth.url).signIn(email, 'not the password');
    await kept(id, 'sign_in refused', 'sign_up succeeded');
    await eventually(async () => {
      const { body } = await browser.data();
      expect(said(body.events)).toContain('operator_read succeeded');
      expect(said(body.events).slice(-2)).toEqual(['sign_in refused', 'sign_up succeeded']);
    });
  });

  test('goes with the account', async () => {
    const { id, browser } = await signedUp(auth.url);
    await kept(id, 'sign_up succeeded');
    await browser.deleteAccount(PASSWORD).expect(204);
    const { rows } = await auth.kit.db.db.execute(sql`select from account_events where user_id = ${id}`);
    expect(rows).toEqual([]);
  });

  test('is forgotten after a while, and of one account no more is kept than fits', async () => {
    const { id } = await signedUp(auth.url);
    await kept(id, 'sign_up succeeded');
    await auth.kit.db.db.execute(sql`
      update account_events set at = at - interval '31 days' where user_id = ${id} and what = 'sign_up'`);
    await auth.kit.db.db.execute(sql`
      insert into account_events (id, user_id, what, outcome)
      select gen_random_uuid(), ${id}, 'sign_in', 'refused' from generate_series(1, 600)`);
    auth.kit.wake('forget-expired');
    await eventually(async () => {
      const { rows } = await auth.kit.db.db.execute<{ what: string; n: number }>(
        sql`select what, count(*)::int as n from account_events where user_id = ${id} and what <> 'operator_read' group by 1`,
      );
      expect(rows.find(({ what }) => what === 'sign_up')).toBeUndefined();
      expect(rows.reduce((sum, { n }) => sum + n, 0)).toBeLessThanOrEqual(500);
    });
  });
});

test('an address without an account is in the security log as one with it, and in no table', async () => {
  const email = anEmail();
  await visitor(auth.url, { address: '203.0.113.9' }).signIn(email);
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const last = JSON.parse(lines.at(-1)!);
  expect(last).toMatchObject({ event: 'sign_in', outcome: 'refused', reason: 'wrong_pair', channel: 'security' });
  expect(last.account).toBeUndefined();
  for (const address of [email, '203.0.113.9']) expect(lines.join('\n')).not.toContain(address);
  for (const secret of [PASSWORD, 'session=']) expect(lines.join('\n')).not.toContain(secret);
});

test('an operator who looks an account up is in the security log', async () => {
  const { id, email } = await signedUp(auth.url);
  await asOperator('get', `/?email=${encodeURIComponent(email)}`).expect(200);
  await asOperator('get', `/${id}`).expect(200);
  const lines = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.slice(-2)).toEqual([
    expect.objectContaining({ event: 'operator_read', account: operator.userId, object: 'GET /api/users/' }),
    expect.objectContaining({ event: 'operator_read', account: operator.userId, object: `GET /api/users/${id}` }),
  ]);
});
