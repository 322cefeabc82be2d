import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AuthService, PASSWORD, startAuth } from './auth.ts';
import { addApp, appOf, browserAt, member, whoIs, withApp } from './factors.ts';

let auth: AuthService;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const query = (text: string, ...values: unknown[]) => auth.kit.db.pool.query(text, values);
const codeOf = ({ body }: { body: { errors?: { code: string }[] } }) => body.errors?.[0]?.code;
const noticesOf = async (userId: string) =>
  (await auth.outbox())
    .filter(({ type }) => type.startsWith('credential.') && type !== 'credential.new_device')
    .filter(({ data }) => (data as { userId: string }).userId === userId)
    .map(({ type, data }) => [
      type,
      (data as { factor: string | null }).factor,
      (data as { left: number | null }).left,
    ]);

describe('an authenticator app', () => {
  test('counts once its first code was given, and comes with ten recovery codes that are shown once', async () => {
    const { id, email, browser } = await member(auth.url);
    const started = await browser.post('/factors/totp');
    expect(started.status).toBe(201);
    expect(started.body.uri).toContain(`secret=${started.body.secret}`);
    expect(decodeURIComponent(started.body.uri)).toContain(`Frontrow:${email}`);
    expect((await browserAt(auth.url).signIn(email)).status).toBe(200);

    const wrong = await browser.post('/factors/totp/confirm', { code: appOf(started.body.secret)(-5) });
    expect([wrong.status, codeOf(wrong)]).toEqual([400, 'wrong_totp']);
    const added = await browser.post('/factors/totp/confirm', { code: appOf(started.body.secret)() });
    expect(added.status).toBe(201);
    const codes = added.body.recoveryCodes as string[];
    expect(new Set(codes).size).toBe(10);
    expect(codes.every((code) => /^[2-9A-Z]{5}-[2-9A-Z]{5}$/.test(code))).toBe(true);
    expect(added.body.factors).toMatchObject({ recoveryCodes: { left: 10 }, confirmWith: ['totp'], required: false });
    expect((await browser.get('/factors')).body).toMatchObject({ totp: { lastUsedAt: expect.any(String) } });

    const kept = JSON.stringify((await query('select * from authenticator_apps, recovery_codes')).rows);
    for (const secret of [started.body.secret, ...codes]) expect(kept).not.toContain(secret);
    expect(JSON.stringify(await auth.outbox())).not.toContain(started.body.secret);
    expect(await noticesOf(id)).toEqual([['credential.factor_added', 'totp', null]]);
  });

  test('makes a right password a question, and what was begun opens nothing', async () => {
    const { id, email, code } = await withApp(auth.url);
    const browser = browserAt(auth.url);
    const asked = await browser.signIn(email);
    expect([asked.status, asked.body]).toEqual([
      202,
      { next: 'second_factor', email, methods: ['totp', 'recovery_code'], expiresAt: expect.any(String) },
    ]);
    expect([...browser.jar.keys()]).toEqual(['pending']);
    const pending = browser.jar.get('pending')!;
    for (const path of ['/sessions', '/factors', '/currentUser/data']) {
      expect([path, (await browser.get(path)).status]).toEqual([path, 401]);
    }
    expect((await browser.post('/factors/totp')).status).toBe(401);
    expect((await browser.post('/factors/passkeys/options')).status).toBe(401);
    expect(await browser.who()).toBeNull();
    // Nor does it open anything under the name of a session.
    expect(await whoIs(auth.url, pending)).toBeNull();
    expect((await browser.get('/signIn/pending')).body.pending).toMatchObject({ next: 'second_factor' });

    const signedIn = await browser.post('/signIn/totp', { code: code() });
    expect([signedIn.status, signedIn.body.id]).toEqual([200, id]);
    expect(await browser.who()).toBe(id);
    expect([...browser.jar.keys()].sort()).toEqual(['device', 'session']);
    // It was used up by that.
    const again = browserAt(auth.url, { pending });
    expect((await again.get('/signIn/pending')).body).toEqual({ pending: null });
    expect(codeOf(await again.post('/signIn/totp', { code: code(1) }))).toBe('not_pending');
  });

  test('its code is good once, and so is each of those before it', async () => {
    const { email, code } = await withApp(auth.url);
    const [first, second] = [browserAt(auth.url), browserAt(auth.url)];
    for (const browser of [first, second]) await browser.signIn(email);
    const taken = code(1);
    expect((await first.post('/signIn/totp', { code: taken })).status).toBe(200);
    for (const used of [taken, code(), code(-1)]) {
      expect(codeOf(await second.post('/signIn/totp', { code: used }))).toBe('wrong_totp');
    }
  });

  test('of many at once with one code, one gets in', async () => {
    const { email, code } = await withApp(auth.url);
    const browsers = Array.from({ length: 4 }, () => browserAt(auth.url));
    for (const browser of browsers) await browser.signIn(email);
    const right = code(1);
    const answers = await Promise.all(browsers.map((browser) => browser.post('/signIn/totp', { code: right })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });

  test('is tried five times with one password, and ten times in a quarter of an hour', async () => {
    const { email, code } = await withApp(auth.url);
    const statuses: number[] = [];
    for (let round = 0; round < 2; round++) {
      const browser = browserAt(auth.url);
      await browser.signIn(email);
      for (let tries = 0; tries < 5; tries++) {
        statuses.push((await browser.post('/signIn/totp', { code: '000000' })).status);
      }
      if (round === 0)
        expect(codeOf(await browserAt(auth.url, Object.fromEntries(browser.jar)).get('/factors'))).toBe('signed_out');
    }
    expect(statuses).toEqual(Array(10).fill(400));
    const browser = browserAt(auth.url);
    await browser.signIn(email);
    expect((await browser.post('/signIn/totp', { code: code(1) })).status).toBe(429);
  });

  test('a sixth try with one password is no try, even if it is right', async () => {
    const { email, code, id } = await withApp(auth.url);
    const browser = browserAt(auth.url);
    await browser.signIn(email);
    await query('update pending_sign_ins set tries = 5 where user_id = $1', id);
    const answer = await browser.post('/signIn/totp', { code: code(1) });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'not_pending']);
  });

  test('ends every session that was begun with a password alone, and this one goes on under a new token', async () => {
    const { id, email, browser } = await member(auth.url);
    const elsewhere = browserAt(auth.url);
    await elsewhere.signIn(email);
    const before = browser.jar.get('session');
    await addApp(browser);
    expect(await browser.who()).toBe(id);
    expect([await whoIs(auth.url, before), await elsewhere.who()]).toEqual([null, null]);
  });

  test('is removed by who showed lately that they have it, and then a password is enough again', async () => {
    const { id, email, browser, code } = await withApp(auth.url);
    await query(`update sessions set confirmed_at = now() - interval '16 minutes' where user_id = $1`, id);
    expect(codeOf(await browser.delete('/factors/totp'))).toBe('confirm_first');
    expect(codeOf(await browser.post('/sessions/confirm', { password: PASSWORD }))).toBe('factor_wanted');
    const confirmed = await browser.post('/sessions/confirm', { code: code() });
    expect([confirmed.status, Object.keys(confirmed.body)]).toEqual([200, ['confirmedUntil']]);
    const before = browser.jar.get('session');
    const removed = await browser.delete('/factors/totp');
    expect([removed.status, removed.body]).toEqual([
      200,
      expect.objectContaining({ totp: null, recoveryCodes: null, confirmWith: ['password'] }),
    ]);
    expect([await browser.who(), await whoIs(auth.url, before)]).toEqual([id, null]);
    expect((await browserAt(auth.url).signIn(email)).status).toBe(200);
    expect((await noticesOf(id)).map(([type]) => type)).toContain('credential.factor_removed');
  });

  test('a second one takes the place of none', async () => {
    const { browser } = await withApp(auth.url);
    expect(codeOf(await browser.post('/factors/totp'))).toBe('totp_exists');
  });

  test('that is being added while somebody signs in lets no password slip in behind it', async () => {
    const { id, email, browser } = await member(auth.url);
    const { secret } = (await browser.post('/factors/totp')).body;
    const other = browserAt(auth.url);
    const [added, signedIn] = await Promise.all([
      browser.post('/factors/totp/confirm', { code: appOf(secret)() }),
      other.signIn(email),
    ]);
    expect(added.status).toBe(201);
    expect([200, 202]).toContain(signedIn.status);
    const { rows } = await query(
      `select from sessions where user_id = $1 and revoked_at is null and method = 'password'
         and id <> (select id from sessions where user_id = $1 order by id desc limit 1)`,
      id,
    );
    if (signedIn.status === 200) expect(await other.who()).toBeNull();
    expect(rows.length).toBeLessThanOrEqual(1);
  });
});

describe('recovery codes', () => {
  test('sign in once each, say how many are left, and their owner is told', async () => {
    const { id, email, recoveryCodes } = await withApp(auth.url);
    const browser = browserAt(auth.url);
    await browser.signIn(email);
    const typed = ` ${recoveryCodes[3]!.toLowerCase().replace('-', ' ')} `;
    const answer = await browser.post('/signIn/recovery-code', { code: typed });
    expect([answer.status, answer.body]).toEqual([
      200,
      { user: expect.objectContaining({ id }), recoveryCodesLeft: 9 },
    ]);
    expect(await browser.who()).toBe(id);
    expect(await noticesOf(id)).toContainEqual(['credential.code_used', null, 9]);
    const again = browserAt(auth.url);
    await again.signIn(email);
    expect(codeOf(await again.post('/signIn/recovery-code', { code: recoveryCodes[3] }))).toBe('wrong_recovery_code');
    // Who lost the device can take it off the account.
    expect((await browser.delete('/factors/totp')).status).toBe(200);
  });

  test('of many at once with one code, one gets in', async () => {
    const { id, email, recoveryCodes } = await withApp(auth.url);
    const browsers = Array.from({ length: 4 }, () => browserAt(auth.url));
    for (const browser of browsers) await browser.signIn(email);
    const given = { code: recoveryCodes[0] };
    const answers = await Promise.all(browsers.map((browser) => browser.post('/signIn/recovery-code', given)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    const { rows } = await query('select from recovery_codes where user_id = $1 and used_at is not null', id);
    expect(rows).toHaveLength(1);
  });

  test('looked at first and used up afterwards, one code would let in two (negative control)', async () => {
    const { id } = await withApp(auth.url);
    const [one, other] = [await auth.kit.db.pool.connect(), await auth.kit.db.pool.connect()];
    try {
      const isGood = 'select hash from recovery_codes where user_id = $1 and used_at is null order by hash limit 1';
      for (const client of [one, other]) await client.query('begin');
      const [seen, alsoSeen] = [await one.query(isGood, [id]), await other.query(isGood, [id])];
      expect(alsoSeen.rows).toEqual(seen.rows);
      const use = 'update recovery_codes set used_at = now() where user_id = $1 and hash = $2';
      const used = await one.query(use, [id, seen.rows[0].hash]);
      await one.query('commit');
      const usedAgain = await other.query(use, [id, alsoSeen.rows[0].hash]);
      await other.query('commit');
      expect([used.rowCount, usedAgain.rowCount]).toEqual([1, 1]);
    } finally {
      one.release();
      other.release();
    }
  });

  test('are made anew, and then the old ones are void', async () => {
    const { id, email, browser, recoveryCodes } = await withApp(auth.url);
    const made = await browser.post('/factors/recovery-codes');
    expect([made.status, made.body.recoveryCodes]).toEqual([201, expect.not.arrayContaining(recoveryCodes)]);
    const other = browserAt(auth.url);
    await other.signIn(email);
    expect(codeOf(await other.post('/signIn/recovery-code', { code: recoveryCodes[0] }))).toBe('wrong_recovery_code');
    expect((await other.post('/signIn/recovery-code', { code: made.body.recoveryCodes[0] })).status).toBe(200);
    expect(await noticesOf(id)).toContainEqual(['credential.codes_made', null, 10]);
  });

  test('are for accounts with a factor', async () => {
    const { browser } = await member(auth.url);
    expect(codeOf(await browser.post('/factors/recovery-codes'))).toBe('no_factor');
  });
});

describe('a sign-in that was begun', () => {
  test('is void once the password changes', async () => {
    const { email, browser, code } = await withApp(auth.url);
    const other = browserAt(auth.url);
    await other.signIn(email);
    const change = { currentPassword: PASSWORD, newPassword: 'a seat in the balcony' };
    expect((await browser.post('/password', change)).status).toBe(200);
    expect(codeOf(await other.post('/signIn/totp', { code: code() }))).toBe('not_pending');
  });

  test('is void once the account is suspended, and when its time is over', async () => {
    const { id, email, code } = await withApp(auth.url);
    const [one, other] = [browserAt(auth.url), browserAt(auth.url)];
    for (const browser of [one, other]) await browser.signIn(email);
    await query(
      `update pending_sign_ins set created_at = now() - interval '1 hour', expires_at = now() - interval '1 minute'
                 where id = (select id from pending_sign_ins where user_id = $1 order by id limit 1)`,
      id,
    );
    expect(codeOf(await one.post('/signIn/totp', { code: code() }))).toBe('not_pending');
    await query('update users set suspended_at = now() where id = $1', id);
    expect(codeOf(await other.post('/signIn/totp', { code: code() }))).toBe('account_suspended');
  });

  test('can be given up', async () => {
    const { email, code } = await withApp(auth.url);
    const browser = browserAt(auth.url);
    await browser.signIn(email);
    const pending = browser.jar.get('pending')!;
    expect((await browser.delete('/signIn/pending')).status).toBe(204);
    expect([...browser.jar.keys()]).toEqual([]);
    expect(codeOf(await browserAt(auth.url, { pending }).post('/signIn/totp', { code: code() }))).toBe('not_pending');
  });

  test('cannot be made up', async () => {
    const { id } = await withApp(auth.url);
    for (const pending of ['', 'x', id, `${id}.x`, `${id}.${'a'.repeat(43)}`]) {
      const browser = browserAt(auth.url, { pending });
      expect((await browser.get('/signIn/pending')).body).toEqual({ pending: null });
      expect((await browser.get('/factors')).status).toBe(401);
    }
  });
});
