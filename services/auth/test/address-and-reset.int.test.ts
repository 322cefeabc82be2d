import type { PasswordState } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { derivedToken } from '@frontrow/common/service';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addReset } from '../src/store/resets.ts';
import { findUserByEmail } from '../src/store/users.ts';
import { answerForgotten } from '../src/workers/answer-forgotten.ts';
import {
  type AuthService,
  anEmail,
  cookieFrom,
  PASSWORD,
  proofOf,
  RESET_SECRET,
  signedUp,
  startAuth,
  visitor,
} from './auth.ts';

let auth: AuthService;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const NEW_PASSWORD = 'a seat in the balcony';
const guest = () => visitor(auth.url);
const query = (text: string, ...values: unknown[]) => auth.kit.db.pool.query(text, values);
const signsIn = async (email: string, password: string) => (await guest().signIn(email, password)).status === 200;
const resetsOf = async (userId: string) =>
  (await auth.outbox('password.reset_requested')).filter(({ aggregateId }) => aggregateId === userId);

/** Someone who asked for another address and for a new password, with what each mail holds. */
async function atOdds() {
  const user = await signedUp(auth.url);
  await guest().forgotPassword(user.email);
  const reset = await eventually(async () => {
    const [event] = await resetsOf(user.id);
    const { id } = (event!.data as PasswordState).reset!;
    return { id, token: derivedToken(RESET_SECRET, 'password-reset', id) };
  });
  const address = anEmail();
  await user.browser.changeEmail(address);
  return { ...user, address, reset, change: await proofOf(auth, user.id) };
}

/** Which of the two holds: the other is as if it had never been asked for. */
async function standing({ email, address, browser }: Awaited<ReturnType<typeof atOdds>>) {
  const { rows } = await query(
    'select email, email_verified_at is not null as verified from users where email = any ($1)',
    [email, address],
  );
  return {
    address: rows.map((row) => row.email),
    verified: rows.map((row) => row.verified),
    signsIn: [await signsIn(email, PASSWORD), await signsIn(email, NEW_PASSWORD), await signsIn(address, PASSWORD)],
    pending: (await browser.currentUser()).body.currentUser?.pendingEmail ?? null,
  };
}

describe('a reset and a change of address', () => {
  test('that is confirmed first voids the reset, which went to the old address', async () => {
    const user = await atOdds();
    expect((await guest().confirm({ token: user.change.token })).status).toBe(200);
    const answer = await guest().resetPassword(user.reset.token, NEW_PASSWORD);
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'token']);
    expect(await standing(user)).toEqual({
      address: [user.address],
      verified: [true],
      signsIn: [false, false, true],
      pending: null,
    });
  });

  test('that is used first voids the change, which whoever knew the old password may have asked for', async () => {
    const user = await atOdds();
    expect((await guest().resetPassword(user.reset.token, NEW_PASSWORD)).status).toBe(204);
    const answer = await guest().confirm({ token: user.change.token });
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'token']);
    expect(await standing(user)).toEqual({
      address: [user.email],
      verified: [true], // the mail of the reset was read
      signsIn: [false, true, false],
      pending: null,
    });
  });

  test('is void, too, when the password is changed in another way', async () => {
    const user = await atOdds();
    const changed = await user.browser.changePassword(PASSWORD, NEW_PASSWORD);
    expect(changed.status).toBe(200);
    const browser = visitor(auth.url, { cookie: cookieFrom(changed) });
    expect((await guest().confirm({ token: user.change.token })).status).toBe(400);
    expect((await browser.confirm({ code: user.change.code })).status).toBe(400);
    const again = await browser.sendVerification();
    expect(again.status).toBe(202); // of the address that they have
    expect(await standing({ ...user, browser })).toMatchObject({ address: [user.email], pending: null });
  });
});

describe('both at once', () => {
  /** Has both wait for the user's row, in this order, and then lets them go. */
  async function together(user: Awaited<ReturnType<typeof atOdds>>, order: ('reset' | 'change')[]) {
    const { pool } = auth.kit.db;
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select from users where id = $1 for update', [user.id]);
    const start = {
      reset: () => guest().resetPassword(user.reset.token, NEW_PASSWORD),
      change: () => guest().confirm({ token: user.change.token }),
    };
    const answers: Promise<[string, number]>[] = [];
    for (const [index, kind] of order.entries()) {
      answers.push(start[kind]().then(({ status }) => [kind, status]));
      await eventually(async () => {
        const { rows } = await pool.query(`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`);
        expect(rows).toHaveLength(index + 1);
      });
    }
    await holder.query('commit');
    holder.release();
    return Object.fromEntries(await Promise.all(answers)) as Record<'reset' | 'change', number>;
  }

  test('are won by the change when it has the lock first', async () => {
    const user = await atOdds();
    expect(await together(user, ['change', 'reset'])).toEqual({ change: 200, reset: 400 });
    expect(await standing(user)).toMatchObject({ address: [user.address], signsIn: [false, false, true] });
  });

  test('are won by the reset when it has the lock first', async () => {
    const user = await atOdds();
    expect(await together(user, ['reset', 'change'])).toEqual({ reset: 204, change: 400 });
    expect(await standing(user)).toMatchObject({ address: [user.email], signsIn: [false, true, false] });
  });

  test('have one winner, however many try', async () => {
    const user = await atOdds();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => [
        guest().resetPassword(user.reset.token, NEW_PASSWORD),
        guest().confirm({ token: user.change.token }),
      ]).flat(),
    );
    const won = {
      reset: answers.some(({ status }) => status === 204),
      change: answers.some(({ status }) => status === 200),
    };
    expect([won.reset, won.change].sort()).toEqual([false, true]);
    const { signsIn: ways } = await standing(user);
    expect(ways.filter(Boolean)).toHaveLength(1);
  });

  test('would both win if each were only looked up before (negative control)', async () => {
    const { id } = await atOdds();
    const tables = ['password_resets', 'verifications'];
    const open = (table: string) => query(`select id from ${table} where user_id = $1 and ended_at is null`, id);
    const looked = await Promise.all(tables.map(open));
    expect(looked.map(({ rows }) => rows.length)).toEqual([1, 1]);
    const used = await Promise.all(
      looked.map(({ rows }, index) =>
        query(
          `update ${tables[index]} set ended_at = clock_timestamp() where id = $1 and ended_at is null`,
          rows[0].id,
        ),
      ),
    );
    expect(used.map(({ rowCount }) => rowCount)).toEqual([1, 1]);
  });
});

describe('a question for a new password that waits for its mail', () => {
  /** Changes an address in a transaction that stays open until the returned function is called. */
  async function changing(id: string, address: string) {
    const change = await auth.kit.db.pool.connect();
    await change.query('begin');
    await change.query('update users set email = $2, email_key = $2 where id = $1', [id, address]);
    return async () => {
      await change.query('commit');
      change.release();
    };
  }
  const trace = { correlationId: newId(), causationId: null };

  test('comes to nothing when the address is no one’s by then', async () => {
    const { id, email } = await signedUp(auth.url);
    const commit = await changing(id, anEmail());
    await guest().forgotPassword(email);
    await eventually(async () => {
      const { rows } = await query(`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      expect(rows).toHaveLength(1); // the worker, at the row of its user
    });
    await commit();
    await eventually(async () => expect((await query('select from forgotten_passwords')).rows).toEqual([]));
    expect(await resetsOf(id)).toEqual([]);
  });

  test('would lead to a reset of the account if that were looked up without its lock (negative control)', async () => {
    const { id, email } = await signedUp(auth.url);
    const commit = await changing(id, anEmail());
    const found = await findUserByEmail(auth.kit.db, email);
    await commit();
    await auth.kit.db.transaction(trace, (tx) => addReset(tx, found!));
    expect(await resetsOf(id)).toHaveLength(1);
  });

  test('names the version of the user whose address the mail goes to', async () => {
    const user = await signedUp(auth.url);
    await user.browser.chooseLanguage('de');
    await guest().forgotPassword(user.email);
    await answerForgotten(auth.kit).run();
    await eventually(async () => {
      expect((await resetsOf(user.id))[0]!.data).toMatchObject({ reset: { userVersion: 2 } });
    });
  });
});

test('who forgot the password and never confirmed the address gets in by its mail, which confirms it', async () => {
  const user = await signedUp(auth.url);
  await guest().forgotPassword(user.email);
  const { token } = await eventually(async () => {
    const { reset } = (await resetsOf(user.id))[0]!.data as PasswordState;
    return { token: derivedToken(RESET_SECRET, 'password-reset', reset!.id) };
  });
  expect((await guest().resetPassword(token, NEW_PASSWORD)).status).toBe(204);
  const cookie = cookieFrom(await guest().signIn(user.email, NEW_PASSWORD));
  expect((await visitor(auth.url, { cookie }).currentUser()).body.currentUser).toMatchObject({ verified: true });
  expect((await auth.outbox('user.updated')).filter(({ aggregateId }) => aggregateId === user.id)).toHaveLength(1);
});
