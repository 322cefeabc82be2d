import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { newId } from '@frontrow/common/database';
import { cookieOf, softwareAuthenticator } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  addOperator,
  listOperators,
  type Means,
  removeOperator,
  resetFactors,
} from '../src/use-cases/manage-operators.ts';
import { endBareOperators } from '../src/workers/end-bare-operators.ts';
import { type AuthService, anEmail, PASSWORD, RESET_SECRET, signedUp, startAuth, visitor } from './auth.ts';
import { addApp, browserAt, PUBLIC_URL, whoIs } from './factors.ts';

let auth: AuthService;
let means: Means;
beforeAll(async () => {
  auth = await startAuth({ OPERATOR_FACTORS: 'required' });
  means = { db: auth.kit.db, publicUrl: PUBLIC_URL, resetSecret: RESET_SECRET };
});
afterAll(() => auth.stop());

const codeOf = ({ body }: { body: { errors?: { code: string }[] } }) => body.errors?.[0]?.code;
const query = (text: string, ...values: unknown[]) => auth.kit.db.pool.query(text, values);

/** An operator who has chosen a password by the link, and no more. */
async function chosen() {
  const email = anEmail();
  const link = await addOperator(means, email);
  const token = new URL(link).searchParams.get('token')!;
  expect((await visitor(auth.url).resetPassword(token, PASSWORD)).status).toBe(204);
  return { email, token };
}

/** An operator who has added an app, too, and is signed in. */
async function enrolled() {
  const { email } = await chosen();
  const browser = browserAt(auth.url);
  await browser.signIn(email);
  const app = await addApp(browser);
  return { email, browser, ...app };
}

describe('an operator', () => {
  test('is made by a link that is good once, and by no mail', async () => {
    const email = anEmail();
    expect((await visitor(auth.url).signIn(email, '')).status).toBe(400);
    const link = await addOperator(means, email);
    expect(link.startsWith(`${PUBLIC_URL}/reset-password?token=`)).toBe(true);
    const again = await addOperator(means, email);
    const [first, second] = [link, again].map((each) => new URL(each).searchParams.get('token')!);
    expect((await visitor(auth.url).signIn(email)).status).toBe(400);
    // The newer link is the one that counts.
    expect((await visitor(auth.url).resetPassword(first!, PASSWORD)).status).toBe(400);
    expect((await visitor(auth.url).resetPassword(second!, PASSWORD)).status).toBe(204);
    expect((await visitor(auth.url).resetPassword(second!, PASSWORD)).status).toBe(400);
    await expect(addOperator(means, email)).rejects.toThrow('is an operator already');
    const { rows } = await query('select id from users where email = $1', email);
    const mails = (await auth.outbox('password.reset_requested', 'email.verification_requested')).filter(
      ({ aggregateId }) => aggregateId === rows[0].id,
    );
    expect(mails).toEqual([]);
  });

  test('with a password alone opens nothing but the way to a factor', async () => {
    const { email } = await chosen();
    const browser = browserAt(auth.url);
    const asked = await browser.signIn(email);
    expect([asked.status, asked.body]).toEqual([
      202,
      { next: 'enrol', email, methods: [], expiresAt: expect.any(String) },
    ]);
    expect([...browser.jar.keys()]).toEqual(['pending']);
    for (const path of ['/?email=nobody@example.test', '/operator-actions', '/sessions', '/backlog', `/${newId()}`]) {
      expect([path, (await browser.get(path)).status]).toEqual([path, 401]);
    }
    expect(codeOf(await browser.post('/signIn/totp', { code: '123456' }))).toBe('not_pending');
    expect(await browser.who()).toBeNull();
    expect((await browser.get('/factors')).body).toMatchObject({ required: true, passkeys: [], totp: null });
  });

  test('gets in by adding an app, and from then on by its codes', async () => {
    const { email, browser, code, answer } = await enrolled();
    expect([answer.status, answer.body.recoveryCodes.length]).toEqual([201, 10]);
    expect((await browser.get('/operator-actions')).status).toBe(200);
    expect([...browser.jar.keys()].sort()).toEqual(['device', 'session']);
    const other = browserAt(auth.url);
    expect((await other.signIn(email)).body.next).toBe('second_factor');
    expect((await other.post('/signIn/totp', { code: code() })).status).toBe(200);
    expect((await other.get('/operator-actions')).status).toBe(200);
  });

  test('gets in by adding a passkey', async () => {
    const { email } = await chosen();
    const browser = browserAt(auth.url);
    await browser.signIn(email);
    const key = softwareAuthenticator(PUBLIC_URL);
    const { challengeId, options } = (await browser.post('/factors/passkeys/options')).body;
    const added = await browser.post('/factors/passkeys', { challengeId, credential: key.create(options) });
    expect(added.status).toBe(201);
    expect((await browser.get('/operator-actions')).status).toBe(200);
  });

  test('cannot remove the last factor, but any other', async () => {
    const { browser } = await enrolled();
    expect(codeOf(await browser.delete('/factors/totp'))).toBe('last_factor');
    const key = softwareAuthenticator(PUBLIC_URL);
    const { challengeId, options } = (await browser.post('/factors/passkeys/options')).body;
    await browser.post('/factors/passkeys', { challengeId, credential: key.create(options) });
    expect((await browser.delete('/factors/totp')).status).toBe(200);
  });

  test('has shorter sessions', async () => {
    const { browser } = await enrolled();
    const [session] = (await browser.get('/sessions')).body;
    expect(Date.parse(session.expiresAt) - Date.parse(session.createdAt)).toBeLessThanOrEqual(12 * 3_600_000);
    const { exp } = JSON.parse(Buffer.from(browser.jar.get('session')!.split('.')[1]!, 'base64url').toString());
    expect(exp * 1000 - Date.parse(session.createdAt)).toBeLessThanOrEqual(30 * 60_000);
  });

  test('whose session is from before factors were wanted is signed out', async () => {
    const { email } = await chosen();
    const { rows } = await query('select id from users where email = $1', email);
    const session = {
      id: newId(),
      userId: rows[0].id,
      email,
      role: 'operator' as const,
      expiresAt: new Date(Date.now() + 3_600_000),
    };
    await query(
      `insert into sessions (id, user_id, user_agent, created_at, expires_at) values ($1, $2, '', now(), now() + interval '1 hour')`,
      session.id,
      session.userId,
    );
    const cookie = (await cookieOf(session)).slice('session='.length);
    expect(await whoIs(auth.url, cookie)).toBe(session.userId);
    await endBareOperators(auth.kit).run();
    expect(await whoIs(auth.url, cookie)).toBeNull();
  });
});

describe('the command for operators', () => {
  test('takes lost factors off one, who then has to add new ones', async () => {
    const { email, browser } = await enrolled();
    expect(await resetFactors(means, email.toUpperCase())).toContain('no second factor any more');
    expect(await browser.who()).toBeNull();
    expect((await browserAt(auth.url).signIn(email)).body.next).toBe('enrol');
    const notices = await auth.outbox('credential.factor_removed');
    expect(notices.map(({ data }) => (data as { factor: string | null }).factor)).toContain(null);
  });

  test('lists and removes them', async () => {
    const { email, browser } = await enrolled();
    const waiting = anEmail();
    await addOperator(means, waiting);
    const lines = (await listOperators(means)).split('\n');
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${email}  second factor  signed in 20`)));
    expect(lines).toContainEqual(`${waiting}  has not used the link  never signed in`);
    await removeOperator(means, email);
    expect(await browser.who()).toBeNull();
    expect((await browserAt(auth.url).signIn(email)).status).toBe(400);
    expect(await listOperators(means)).not.toContain(email);
  });

  test('makes none of an ordinary account, and touches none', async () => {
    const { email, browser } = await signedUp(auth.url);
    await expect(addOperator(means, email)).rejects.toThrow('ordinary account');
    await expect(resetFactors(means, email)).rejects.toThrow('not the address of an operator');
    await expect(removeOperator(means, email)).rejects.toThrow('not the address of an operator');
    await expect(addOperator(means, 'nobody')).rejects.toThrow('not an e-mail address');
    expect((await browser.currentUser()).body.currentUser.role).toBe('user');
  });

  test('runs as a process with auth’s settings, and says in one line what is wrong', async () => {
    const { DATABASE_URL } = auth.kit.config;
    const env = { DATABASE_URL, PUBLIC_URL, RESET_SECRET };
    const email = anEmail();
    const added = await run(['add', email], env);
    expect(added).toEqual([0, expect.stringMatching(/^http:\/\/frontrow\.test\/reset-password\?token=\S+\n$/), '']);
    expect(await run(['list'], env)).toEqual([0, expect.stringContaining(email), '']);
    expect(await run(['remove', 'nobody@example.test'], env)).toEqual([
      1,
      '',
      'nobody@example.test is not the address of an operator.\n',
    ]);
    const [status, , line] = await run(['list'], { DATABASE_URL });
    expect([status, line]).toEqual([
      1,
      expect.stringMatching(/^cannot start: PUBLIC_URL is missing; RESET_SECRET is missing/),
    ]);
    expect(await run(['add'], env)).toEqual([0, expect.stringContaining('operator add <address>'), '']);
  });
});

/** Runs the command as the image does. */
function run(args: string[], env: Record<string, string>): Promise<[status: number | null, out: string, err: string]> {
  const script = join(import.meta.dirname, '../dist/operator.js');
  const child = spawn(process.execPath, [script, ...args], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve([status, out, err])));
}
