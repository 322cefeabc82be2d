import type { PasswordState } from '@frontrow/common/contracts';
import { derivedToken } from '@frontrow/common/service';
import { eventually, type TestService } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { AuthKit, Config } from '../src/config.ts';
import { deleteExpired } from '../src/store/expired.ts';
import { anEmail, cookieFrom, PASSWORD, RESET_SECRET, signedUp, startAuth, visitor } from './auth.ts';

let auth: TestService<Config, AuthKit['resources']>;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const NEW_PASSWORD = 'a seat in the balcony';
const guest = () => visitor(auth.url);
const execute = (query: ReturnType<typeof sql>) => auth.kit.db.db.execute(query);
const told = async (userId: string) =>
  (await auth.outbox('password.reset_requested', 'password.changed')).filter(
    ({ aggregateId }) => aggregateId === userId,
  );

/** Waits until a user may choose a new password `count` times, and gives the code of each mail. */
const tokensOf = (userId: string, count = 1): Promise<string[]> =>
  eventually(async () => {
    const requests = (await told(userId)).filter(({ type }) => type === 'password.reset_requested');
    expect(requests).toHaveLength(count);
    return requests.map(({ data }) => derivedToken(RESET_SECRET, 'password-reset', (data as PasswordState).reset!.id));
  });

/** Someone who has forgotten the password, and the code that was mailed to them. */
async function forgetful() {
  const user = await signedUp(auth.url);
  expect((await guest().forgotPassword(user.email)).status).toBe(202);
  const [token] = await tokensOf(user.id);
  return { ...user, token: token! };
}

const signsIn = async (email: string, password: string) => (await guest().signIn(email, password)).status === 200;

describe('asking for a new password', () => {
  test('gets the same answer, after the same doing, whether or not there is an account', async () => {
    const { id, email } = await signedUp(auth.url);
    const answers = await Promise.all([email, anEmail()].map((address) => guest().forgotPassword(address)));
    const seen = answers.map(({ status, text, headers: { date: _date, ...headers } }) => {
      delete headers['x-correlation-id'];
      return { status, text, headers };
    });
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toMatchObject({ status: 202, text: '' });
    await tokensOf(id);
    await eventually(async () => expect((await execute(sql`select 1 from forgotten_passwords`)).rows).toEqual([]));
    const { rows } = await execute(sql`select user_id from password_resets where user_id = ${id}`);
    expect(rows).toHaveLength(1);
  });

  test('tells no secret: neither the event nor the database has the code', async () => {
    const { id, token } = await forgetful();
    const code = token.split('.')[1]!;
    const { rows } = await execute(sql`select to_jsonb(r) as reset from password_resets r where user_id = ${id}`);
    expect(JSON.stringify([await told(id), rows])).not.toContain(code);
    const { reset } = (await told(id))[0]!.data as PasswordState;
    expect(Date.parse(reset!.expiresAt) - Date.parse(reset!.requestedAt)).toBe(30 * 60_000);
  });

  test.each([
    ['no address', undefined],
    ['an address that is none', 'ada'],
  ])('with %s is refused', async (_what, email) => {
    const { status, body } = await guest().forgotPassword(email as string);
    expect([status, body.errors]).toEqual([
      400,
      [expect.objectContaining({ field: 'email', message: expect.any(String) })],
    ]);
  });

  test('is slowed down for one e-mail address, known or not, and not for others', async () => {
    const limited = await startAuth({ RESETS_PER_EMAIL: '2' });
    try {
      const { email } = await signedUp(limited.url);
      for (const address of [email, anEmail()]) {
        const asked = [1, 2, 3].map((place) => visitor(limited.url, { address: `192.0.2.${place}` }));
        const statuses: number[] = [];
        for (const someone of asked) statuses.push((await someone.forgotPassword(address)).status);
        expect(statuses).toEqual([202, 202, 429]);
      }
    } finally {
      await limited.stop();
    }
  });
});

describe('choosing a new password', () => {
  test('changes it, ends every session, and says so', async () => {
    const { id, email, cookie, token } = await forgetful();
    const other = cookieFrom(await guest().signIn(email));
    const answer = await guest().resetPassword(token, NEW_PASSWORD);
    expect([answer.status, answer.headers['set-cookie']]).toEqual([204, undefined]);

    expect(await signsIn(email, PASSWORD)).toBe(false);
    expect(await signsIn(email, NEW_PASSWORD)).toBe(true);
    for (const session of [cookie, other]) {
      expect((await visitor(auth.url, { cookie: session }).currentUser()).body.currentUser).toBeNull();
    }
    const revoked = (await auth.outbox('session.revoked')).filter(
      ({ data }) => (data as { userId: string }).userId === id,
    );
    expect(revoked).toHaveLength(2);
    expect((await told(id)).map(({ type, aggregateVersion, data }) => [type, aggregateVersion, data])).toEqual([
      ['password.reset_requested', 1, { userId: id, reset: expect.any(Object), changedAt: null }],
      ['password.changed', 2, { userId: id, reset: null, changedAt: expect.any(String) }],
    ]);
  });

  test('is possible once, and ends the other mails of the same person', async () => {
    const { id, email, token } = await forgetful();
    await guest().forgotPassword(email);
    const tokens = await tokensOf(id, 2);
    expect((await guest().resetPassword(token, NEW_PASSWORD)).status).toBe(204);
    for (const used of tokens) {
      const { status, body } = await guest().resetPassword(used, 'one more seat in the stalls');
      expect([status, body.errors]).toEqual([
        400,
        [{ field: 'token', message: expect.stringContaining('ask for a new link'), code: 'link_void' }],
      ]);
    }
    expect(await signsIn(email, NEW_PASSWORD)).toBe(true);
  });

  test('is not possible after 30 minutes of the database’s time', async () => {
    const { id, email, token } = await forgetful();
    await execute(
      sql`update password_resets set requested_at = now() - interval '31 minutes', expires_at = clock_timestamp() where user_id = ${id}`,
    );
    expect((await guest().resetPassword(token, NEW_PASSWORD)).status).toBe(400);
    expect(await signsIn(email, PASSWORD)).toBe(true);
  });

  test.each([
    ['another secret', (id: string) => derivedToken('another secret, of another system', 'password-reset', id)],
    ['the id alone', (id: string) => id],
    ['no reset at all', () => derivedToken(RESET_SECRET, 'password-reset', '0193a0b0-0000-7000-8000-000000000000')],
    ['something else', () => derivedToken(RESET_SECRET, 'password-reset', 'not an id')],
  ])('is not possible with a code of %s', async (_what, forge) => {
    const { email, token } = await forgetful();
    expect((await guest().resetPassword(forge(token.split('.')[0]!), NEW_PASSWORD)).status).toBe(400);
    expect(await signsIn(email, PASSWORD)).toBe(true);
  });

  test('keeps the code good when the password is not', async () => {
    const { token } = await forgetful();
    const { status, body } = await guest().resetPassword(token, 'password');
    expect([status, body.errors.map(({ field }: { field: string }) => field)]).toEqual([400, ['password']]);
    expect((await guest().resetPassword(token, NEW_PASSWORD)).status).toBe(204);
  });

  test('is over once the password was changed in another way, of which is told, too', async () => {
    const { id, browser, token } = await forgetful();
    expect((await browser.changePassword(PASSWORD, NEW_PASSWORD)).status).toBe(200);
    expect((await guest().resetPassword(token, 'one more seat in the stalls')).status).toBe(400);
    expect((await told(id)).map(({ type, aggregateVersion }) => [type, aggregateVersion])).toEqual([
      ['password.reset_requested', 1],
      ['password.changed', 2],
    ]);
  });

  test('lets in who was kept out by tries of strangers', async () => {
    const limited = await startAuth({ TRIES_PER_ACCOUNT_AND_ADDRESS: '2' });
    try {
      const { id, email } = await signedUp(limited.url);
      const guesser = visitor(limited.url);
      for (let tries = 0; tries < 3; tries++) await guesser.signIn(email, 'not the password');
      expect((await guesser.signIn(email)).status).toBe(429);
      await guesser.forgotPassword(email);
      const token = await eventually(async () => {
        const [event] = await limited.outbox('password.reset_requested');
        expect(event!.aggregateId).toBe(id);
        return derivedToken(RESET_SECRET, 'password-reset', (event!.data as PasswordState).reset!.id);
      });
      expect((await guesser.resetPassword(token, NEW_PASSWORD)).status).toBe(204);
      expect((await guesser.signIn(email, NEW_PASSWORD)).status).toBe(200);
    } finally {
      await limited.stop();
    }
  });
});

describe('ten who have the same code at once', () => {
  const passwords = Array.from({ length: 10 }, (_, place) => `a seat in row number ${place}`);

  test('have one winner, whose password it is', async () => {
    const { id, email, token } = await forgetful();
    const answers = await Promise.all(passwords.map((password) => guest().resetPassword(token, password)));
    const won = passwords.filter((_, place) => answers[place]!.status === 204);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(400)]);
    expect(await signsIn(email, won[0]!)).toBe(true);
    const changes = (await told(id)).filter(({ type }) => type === 'password.changed');
    expect(changes.map(({ aggregateVersion }) => aggregateVersion)).toEqual([2]);
  });

  test('would all win if it were only looked up before (negative control)', async () => {
    const { id } = await forgetful();
    const open = () => execute(sql`select id from password_resets where user_id = ${id} and ended_at is null`);
    const looked = await Promise.all(passwords.map(async () => (await open()).rows.length === 1));
    const used = await Promise.all(
      looked.map(async (isGood) => {
        if (!isGood) return 0;
        const { rowCount } = await execute(
          sql`update password_resets set ended_at = clock_timestamp() where user_id = ${id}`,
        );
        return rowCount!;
      }),
    );
    expect(used.filter((count) => count === 1).length).toBeGreaterThan(1);
  });
});

test('resets are forgotten a week after they ran out', async () => {
  const [over, standing] = [await forgetful(), await forgetful()];
  await execute(
    sql`update password_resets set requested_at = now() - interval '9 days', expires_at = now() - interval '8 days' where user_id = ${over.id}`,
  );
  await deleteExpired(auth.kit.db);
  const left = async ({ id }: { id: string }) =>
    (await execute(sql`select 1 from password_resets where user_id = ${id}`)).rows.length;
  expect([await left(over), await left(standing)]).toEqual([0, 1]);
});
