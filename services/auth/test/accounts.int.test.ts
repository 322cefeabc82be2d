import type { TestService } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { AuthKit, Config } from '../src/config.ts';
import { anEmail, PASSWORD, signedUp, startAuth, viewOf, visitor } from './auth.ts';

let auth: TestService<Config, AuthKit['resources']>;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const guest = () => visitor(auth.url);
const usersWith = async (email: string) =>
  (await auth.kit.db.db.execute(sql`select * from users where lower(email) = ${email}`)).rows;

test('signing up makes an account, a session and an event', async () => {
  const answer = await guest().signUp('  Ada@Example.TEST ');
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual(viewOf({ id: expect.any(String) as never, email: 'Ada@Example.TEST' }));

  const [user] = await usersWith('ada@example.test');
  expect(user).toMatchObject({ id: answer.body.id, role: 'user' });
  expect(user!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await auth.outbox('user.created')).toContainEqual(
    expect.objectContaining({
      aggregateId: answer.body.id,
      aggregateVersion: 1,
      data: {
        id: answer.body.id,
        email: 'Ada@Example.TEST',
        name: null,
        role: 'user',
        verifiedAt: null,
        language: 'en',
        createdAt: new Date(user!.created_at as string).toISOString(),
        suspendedAt: null,
        decision: null,
      },
    }),
  );
});

test.each([
  ['what was chosen on the site', 'lang=de', 'en', 'de'],
  ['what the browser would rather have', '', 'fr;q=0.9, de-AT;q=0.8, en;q=0.5', 'de'],
  ['English when it asks for nothing that we write', 'lang=tlh', 'fr', 'en'],
])('who signs up is written to in %s', async (_what, cookie, accepted, language) => {
  const email = anEmail();
  await visitor(auth.url, { cookie }).signUp(email).set('accept-language', accepted);
  expect((await usersWith(email))[0]).toMatchObject({ language });
});

test('the language of the page goes before what the browser asks for', async () => {
  const email = anEmail();
  const answer = await visitor(auth.url, { cookie: 'lang=en' })
    .signUp(email)
    .send({ email, password: PASSWORD, language: 'de' });
  expect(answer.body.language).toBe('de');
  expect((await usersWith(email))[0]).toMatchObject({ language: 'de' });
});

test('the session comes in a cookie that scripts and other sites cannot use', async () => {
  const [cookie] = (await guest().signUp(anEmail())).headers['set-cookie']!;
  const [pair, ...attributes] = cookie!.split('; ');
  expect(pair).toMatch(/^session=[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=86400', 'Path=/', 'SameSite=Lax']);
});

test('an address is taken in whatever case, and by exactly one of many at once', async () => {
  const { email } = await signedUp(auth.url);
  const again = await guest().signUp(email.toUpperCase());
  expect(again.status).toBe(409);
  expect(again.body.errors).toEqual([{ field: 'email', message: expect.stringContaining('taken'), code: 'taken' }]);
  expect(again.headers['set-cookie']).toBeUndefined();

  const contested = anEmail();
  const answers = await Promise.all(Array.from({ length: 8 }, () => guest().signUp(contested)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  expect(await usersWith(contested)).toHaveLength(1);
  const created = await auth.outbox('user.created');
  expect(created.filter(({ data }) => (data as { email: string }).email === contested)).toHaveLength(1);
});

test.each([
  ['no address', { password: PASSWORD }, 'email'],
  ['an address that is none', { email: 'ada', password: PASSWORD }, 'email'],
  ['an address that is not text', { email: 7, password: PASSWORD }, 'email'],
  ['two addresses', { email: 'a@example.test,b@example.test', password: PASSWORD }, 'email'],
  ['a language that we do not write', { email: 'x@example.test', password: PASSWORD, language: 'tlh' }, 'language'],
  ['a long address', { email: `${'a'.repeat(250)}@example.test`, password: PASSWORD }, 'email'],
  ['no password', { email: 'x@example.test' }, 'password'],
  ['a short password', { email: 'x@example.test', password: '1234567' }, 'password'],
  ['seven characters, though of two units each', { email: 'x@example.test', password: '🎫'.repeat(7) }, 'password'],
  ['a long password', { email: 'x@example.test', password: 'p'.repeat(129) }, 'password'],
  ['a common password', { email: 'x@example.test', password: 'PassWord1' }, 'password'],
  ['a role of their own', { email: 'x@example.test', password: PASSWORD, role: 'operator' }, 'role'],
])('signing up with %s is refused', async (_what, { email, password, ...more }: Record<string, unknown>, field) => {
  const answer = await guest()
    .signUp(email as string, password as string)
    .send({ email, password, ...more });
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toEqual([expect.objectContaining({ field, message: expect.any(String) })]);
  expect(await usersWith('x@example.test')).toEqual([]);
});

/** 128 different ones, each of which is two units of UTF-16. */
const MANY_SIGNS = String.fromCodePoint(...Array.from({ length: 128 }, (_, i) => 0x1f300 + ((i * 37) % 128)));

test.each([
  ['128 characters of two units each', MANY_SIGNS, [...MANY_SIGNS].slice(1).join('')],
  ['spaces at its ends', '  spaced out  ', 'spaced out'],
  ['the case of its letters', 'Case Matters', 'case matters'],
])('a password keeps %s', async (_what, password, another) => {
  const email = anEmail();
  expect((await guest().signUp(email, password)).status).toBe(201);
  expect((await guest().signIn(email, another)).status).toBe(400);
  expect((await guest().signIn(email, password)).status).toBe(200);
});

test('a password is the same from a keyboard that composes its letters and one that does not', async () => {
  const email = anEmail();
  await guest().signUp(email, 'Café Müller'.normalize('NFC'));
  expect((await guest().signIn(email, 'Café Müller'.normalize('NFD'))).status).toBe(200);
});

test('signing in gives the account and a cookie, in whatever case the address is written', async () => {
  const { id, email } = await signedUp(auth.url);
  const answer = await guest().signIn(email.toUpperCase());
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(viewOf({ id, email }));
  const names = (answer.headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split('=')[0]);
  expect(names).toEqual(['session', 'device']);
});

test.each([
  ['müller@Bücher.example', 'MÜLLER@xn--bcher-kva.example'],
  ['try..this@docomo.ne.jp', 'Try..This@DOCOMO.ne.jp'],
  ['a&b@example.test', 'A&B@EXAMPLE.TEST'],
])('%s is kept as it was typed, is taken as %s, and signs in as it', async (typed, other) => {
  const { body } = await guest().signUp(typed);
  expect(body.email).toBe(typed);
  expect((await guest().signUp(other)).status).toBe(409);
  const again = await guest().signIn(other);
  expect([again.status, again.body]).toEqual([200, viewOf({ id: body.id, email: typed })]);
});

test('an address of before there was a form to compare is found and taken as it is', async () => {
  const { id, email } = await signedUp(auth.url);
  await auth.kit.db.pool.query('update users set email_key = null where id = $1', [id]);
  expect((await guest().signIn(email.toUpperCase())).body.id).toBe(id);
  expect((await guest().signUp(email.toUpperCase())).status).toBe(409);
});

test('an unknown address gets the words and the time of a wrong password', async () => {
  const took: Record<'unknown' | 'wrong', number[]> = { unknown: [], wrong: [] };
  const bodies = new Set<string>();
  for (let round = 0; round < 5; round++) {
    const { email } = await signedUp(auth.url);
    for (const [kind, address] of [
      ['wrong', email],
      ['unknown', anEmail()],
    ] as const) {
      const since = performance.now();
      const { status, body, headers } = await guest().signIn(address, 'not the password');
      took[kind].push(performance.now() - since);
      bodies.add(JSON.stringify({ ...body, correlationId: '' }));
      expect([status, headers['set-cookie']]).toEqual([400, undefined]);
    }
  }
  expect([...bodies].map((body) => JSON.parse(body).errors)).toEqual([
    [{ message: 'wrong e-mail or password', code: 'wrong_pair' }],
  ]);
  // The quickest of several is the least disturbed; without a hash to check an answer takes a tenth of it.
  expect(Math.min(...took.unknown)).toBeGreaterThan(0.5 * Math.min(...took.wrong));
});

test('what is no sign-in at all is a 400 that names the field', async () => {
  const answer = await guest().signIn('ada', '');
  expect(answer.status).toBe(400);
  expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(['email', 'password']);
});
