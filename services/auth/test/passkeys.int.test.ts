import { softwareAuthenticator } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AuthService, startAuth } from './auth.ts';
import { type Browser, browserAt, member, PUBLIC_URL, whoIs } from './factors.ts';

let auth: AuthService;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const query = (text: string, ...values: unknown[]) => auth.kit.db.pool.query(text, values);
const codeOf = ({ body }: { body: { errors?: { code: string }[] } }) => body.errors?.[0]?.code;
type Authenticator = ReturnType<typeof softwareAuthenticator>;
type Ways = Parameters<Authenticator['create']>[1];

async function add(browser: Browser, key: Authenticator, ways: Ways = {}, name?: string) {
  const { challengeId, options } = (await browser.post('/factors/passkeys/options')).body;
  return browser.post('/factors/passkeys', {
    challengeId,
    credential: key.create(options, ways),
    ...(name && { name }),
  });
}

async function sign(browser: Browser, key: Authenticator, ways: Ways = {}) {
  const { challengeId, options } = (await browser.post('/signIn/passkey/options')).body;
  return browser.post('/signIn/passkey', { challengeId, credential: key.sign(options, ways) });
}

async function withPasskey() {
  const someone = await member(auth.url);
  const key = softwareAuthenticator(PUBLIC_URL);
  const added = await add(someone.browser, key, {}, 'My phone');
  return { ...someone, key, added };
}

describe('a passkey', () => {
  test('is added by who is signed in, with recovery codes, a new token and an end to all others', async () => {
    const { id, email, browser } = await member(auth.url);
    const elsewhere = browserAt(auth.url);
    await elsewhere.signIn(email);
    const before = browser.jar.get('session');
    const { options } = (await browser.post('/factors/passkeys/options')).body;
    expect(options).toMatchObject({
      rp: { id: 'frontrow.test' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(JSON.stringify(options.user.id)).not.toContain(email);
    const added = await add(browser, softwareAuthenticator(PUBLIC_URL), {}, 'My phone');
    expect(added.status).toBe(201);
    expect(added.body.recoveryCodes).toHaveLength(10);
    expect(added.body.factors).toMatchObject({
      passkeys: [{ name: 'My phone', lastUsedAt: null }],
      confirmWith: ['passkey'],
    });
    expect([await browser.who(), await whoIs(auth.url, before), await elsewhere.who()]).toEqual([id, null, null]);
    const another = await add(browser, softwareAuthenticator(PUBLIC_URL));
    expect([another.status, another.body.recoveryCodes, another.body.factors.passkeys.length]).toEqual([201, null, 2]);
  });

  test('signs in without an address or a password', async () => {
    const { id, key } = await withPasskey();
    const browser = browserAt(auth.url);
    const { options } = (await browser.post('/signIn/passkey/options')).body;
    expect(options).toMatchObject({ rpId: 'frontrow.test', userVerification: 'required' });
    expect(options.allowCredentials ?? []).toEqual([]);
    const answer = await sign(browser, key);
    expect([answer.status, answer.body.id]).toEqual([200, id]);
    expect(await browser.who()).toBe(id);
    expect((await browser.get('/sessions')).body[0]).toMatchObject({ signedInWith: 'passkey', current: true });
    expect((await browser.get('/factors')).body.passkeys).toEqual([
      expect.objectContaining({ lastUsedAt: expect.any(String) }),
    ]);
  });

  test('goes on with a sign-in that was begun with a password', async () => {
    const { id, email, key } = await withPasskey();
    const browser = browserAt(auth.url);
    const asked = await browser.signIn(email);
    expect([asked.status, asked.body.methods]).toEqual([202, ['passkey', 'recovery_code']]);
    const { options } = (await browser.post('/signIn/passkey/options')).body;
    expect(options.allowCredentials.map((each: { id: string }) => each.id)).toEqual([key.credentialId]);
    expect((await sign(browser, key)).status).toBe(200);
    expect([await browser.who(), browser.jar.has('pending')]).toEqual([id, false]);
  });

  test('of somebody else does not go on with it', async () => {
    const [mine, theirs] = [await withPasskey(), await withPasskey()];
    const browser = browserAt(auth.url);
    await browser.signIn(mine.email);
    const answer = await sign(browser, theirs.key);
    expect([answer.status, codeOf(answer), await browser.who()]).toEqual([400, 'wrong_passkey', null]);
  });

  test('is good for a challenge once: neither it nor its answer can be used again', async () => {
    const { key } = await withPasskey();
    const browser = browserAt(auth.url);
    const { challengeId, options } = (await browser.post('/signIn/passkey/options')).body;
    const given = { challengeId, credential: key.sign(options) };
    const answers = await Promise.all([1, 2, 3].map(() => browserAt(auth.url).post('/signIn/passkey', given)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    const anew = await browser.post('/signIn/passkey', { challengeId, credential: key.sign(options) });
    expect(codeOf(anew)).toBe('challenge_void');
    const other = (await browser.post('/signIn/passkey/options')).body;
    const replayed = await browser.post('/signIn/passkey', { ...given, challengeId: other.challengeId });
    expect(codeOf(replayed)).toBe('wrong_passkey');
  });

  test('is too late after five minutes, and no challenge is good for something else', async () => {
    const { key, browser: signedIn } = await withPasskey();
    const browser = browserAt(auth.url);
    const { challengeId, options } = (await browser.post('/signIn/passkey/options')).body;
    await query(`update passkey_challenges set expires_at = now() where id = $1`, challengeId);
    expect(codeOf(await browser.post('/signIn/passkey', { challengeId, credential: key.sign(options) }))).toBe(
      'challenge_void',
    );
    const confirming = (await signedIn.post('/sessions/confirm/options')).body;
    const crossed = { challengeId: confirming.challengeId, credential: key.sign(confirming.options) };
    expect(codeOf(await browser.post('/signIn/passkey', crossed))).toBe('challenge_void');
  });

  test.each([
    ['for another site', { origin: 'https://frontrow.test.elsewhere.example' }],
    ['for another host', { rpId: 'elsewhere.test' }],
    ['without unlocking', { verified: false }],
    ['with a counter that stands still, as of a copy', { counter: 1 }],
    ['with a counter that went back', { counter: 0 }],
  ])('is no good %s', async (_what, ways) => {
    const { key } = await withPasskey();
    const browser = browserAt(auth.url);
    const answer = await sign(browser, key, ways);
    expect([answer.status, codeOf(answer), await browser.who()]).toEqual([400, 'wrong_passkey', null]);
  });

  test.each([
    ['for another site', { origin: 'https://elsewhere.test' }],
    ['for another host', { rpId: 'elsewhere.test' }],
    ['without unlocking', { verified: false }],
  ])('is not added %s', async (_what, ways) => {
    const { browser } = await member(auth.url);
    expect(codeOf(await add(browser, softwareAuthenticator(PUBLIC_URL), ways))).toBe('wrong_passkey');
  });

  test('whose authenticator does not count works all the same, again and again', async () => {
    const { browser } = await member(auth.url);
    const key = softwareAuthenticator(PUBLIC_URL, { counts: false });
    await add(browser, key);
    for (let nth = 0; nth < 2; nth++) expect((await sign(browserAt(auth.url), key)).status).toBe(200);
  });

  test('that nobody knows opens nothing', async () => {
    const answer = await sign(browserAt(auth.url), softwareAuthenticator(PUBLIC_URL));
    expect([answer.status, codeOf(answer)]).toEqual([400, 'wrong_passkey']);
  });

  test('that one account has is not added to another', async () => {
    const { key } = await withPasskey();
    const { browser } = await member(auth.url);
    expect(codeOf(await add(browser, key))).toBe('passkey_known');
  });

  test('is named and removed by its owner alone, and then opens nothing', async () => {
    const { browser, key, added } = await withPasskey();
    const { id } = added.body.factors.passkeys[0];
    const { browser: stranger } = await member(auth.url);
    expect((await stranger.put(`/factors/passkeys/${id}`, { name: 'Mine' })).status).toBe(404);
    expect((await stranger.delete(`/factors/passkeys/${id}`)).status).toBe(404);
    expect((await browser.put(`/factors/passkeys/${id}`, { name: 'Old phone' })).body.passkeys[0].name).toBe(
      'Old phone',
    );
    const before = browser.jar.get('session');
    const removed = await browser.delete(`/factors/passkeys/${id}`);
    expect([removed.status, removed.body.passkeys]).toEqual([200, []]);
    expect(await whoIs(auth.url, before)).toBeNull();
    expect(codeOf(await sign(browserAt(auth.url), key))).toBe('wrong_passkey');
  });

  test('shows again who it is', async () => {
    const { id, browser, key } = await withPasskey();
    await query(`update sessions set confirmed_at = now() - interval '16 minutes' where user_id = $1`, id);
    expect((await browser.get('/factors')).body.confirmedUntil).toBeNull();
    for (const [method, path] of [
      ['post', '/factors/passkeys/options'],
      ['post', '/factors/totp'],
      ['post', '/factors/recovery-codes'],
    ] as const) {
      const answer = await browser[method](path);
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 403, 'confirm_first']);
    }
    const { challengeId, options } = (await browser.post('/sessions/confirm/options')).body;
    const passkey = { challengeId, credential: key.sign(options) };
    expect((await browser.post('/sessions/confirm', { passkey })).status).toBe(200);
    expect((await browser.get('/factors')).body.confirmedUntil).not.toBeNull();
    expect((await browser.post('/factors/recovery-codes')).status).toBe(201);
  });

  test('of somebody else does not show who it is', async () => {
    const [mine, theirs] = [await withPasskey(), await withPasskey()];
    const { challengeId, options } = (await mine.browser.post('/sessions/confirm/options')).body;
    const passkey = { challengeId, credential: theirs.key.sign(options) };
    expect(codeOf(await mine.browser.post('/sessions/confirm', { passkey }))).toBe('wrong_passkey');
  });
});
