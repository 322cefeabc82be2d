import type { EmailState, UserState } from '@frontrow/common/contracts';
import { derivedToken } from '@frontrow/common/service';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deleteExpired } from '../src/store/expired.ts';
import {
  type AuthService,
  anEmail,
  cookieFrom,
  mailsAbout,
  PASSWORD,
  proofOf,
  RESET_SECRET,
  signedUp,
  startAuth,
  viewOf,
  visitor,
} from './auth.ts';

let auth: AuthService;
beforeAll(async () => {
  auth = await startAuth({ OPERATOR_EMAIL: 'operator@example.test', OPERATOR_PASSWORD: PASSWORD });
});
afterAll(() => auth.stop());

type Someone = Awaited<ReturnType<typeof signedUp>>;

const guest = () => visitor(auth.url);
const query = (text: string, ...values: unknown[]) => auth.kit.db.pool.query(text, values);
const told = async (id: string) =>
  (await auth.outbox('user.created', 'user.updated', 'user.deleted')).filter(({ aggregateId }) => aggregateId === id);
const seenBy = async ({ browser }: Pick<Someone, 'browser'>) => (await browser.currentUser()).body.currentUser;
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Someone who has asked for another address, and what its mail holds. */
async function moving(address = anEmail()) {
  const user = await signedUp(auth.url);
  expect((await user.browser.changeEmail(address)).status).toBe(202);
  return { ...user, address, ...(await proofOf(auth, user.id)) };
}

describe('signing up', () => {
  test('asks for the address to be confirmed, and tells no secret', async () => {
    const { id, email } = await signedUp(auth.url);
    const [mail, ...more] = await mailsAbout(auth, id);
    expect(more).toEqual([]);
    expect(mail).toEqual({
      userId: id,
      verification: expect.objectContaining({ purpose: 'sign_up', email, ownerId: null }),
      former: null,
    });
    const { requestedAt, codeExpiresAt, expiresAt } = mail!.verification!;
    const minutes = [codeExpiresAt, expiresAt].map((end) => (Date.parse(end) - Date.parse(requestedAt)) / 60_000);
    expect(minutes).toEqual([30, 24 * 60]);

    const { token, code } = await proofOf(auth, id);
    const { rows } = await query('select to_jsonb(v) as kept from verifications v where user_id = $1', id);
    const text = JSON.stringify([await auth.outbox(), rows]);
    expect(text).not.toContain(token.split('.')[1]);
    expect(text).not.toMatch(new RegExp(`\\b${code}\\b`));
  });

  test.each(['token', 'code'] as const)('is confirmed by the %s of the mail, which everyone is told', async (by) => {
    const user = await signedUp(auth.url);
    const { [by]: proof } = await proofOf(auth, user.id);
    // The link works on a device where nobody is signed in.
    const device = by === 'token' ? guest() : user.browser;
    const answer = await device.confirm({ [by]: proof } as { token: string });
    expect([answer.status, answer.body]).toEqual([200, { email: user.email, purpose: 'sign_up' }]);
    expect(await seenBy(user)).toEqual(viewOf(user, { verified: true }));
    const [created, updated] = await told(user.id);
    expect([created!.type, updated!.type, updated!.aggregateVersion]).toEqual(['user.created', 'user.updated', 2]);
    expect(updated!.data).toEqual({ ...(created!.data as UserState), verifiedAt: expect.any(String) });
    expect(updated!.correlationId).toBe(answer.headers['x-correlation-id']);
  });

  test('is confirmed once, and its link says so again when it is followed twice', async () => {
    const user = await signedUp(auth.url);
    const { token, code } = await proofOf(auth, user.id);
    for (let times = 0; times < 3; times++) expect((await guest().confirm({ token })).status).toBe(200);
    expect((await user.browser.confirm({ code })).status).toBe(400);
    expect((await user.browser.sendVerification()).body.errors).toEqual([
      { message: 'there is no address to confirm', code: 'nothing_to_confirm' },
    ]);
    expect((await told(user.id)).map(({ type }) => type)).toEqual(['user.created', 'user.updated']);
  });

  test('for an address that is taken sends nobody a mail', async () => {
    const { id, email } = await signedUp(auth.url);
    expect((await guest().signUp(email)).status).toBe(409);
    expect(await mailsAbout(auth, id)).toHaveLength(1);
  });
});

describe('the token of a link', () => {
  test.each([
    ['another secret', (id: string) => derivedToken('another secret, of another system', 'verify-email', id)],
    ['another purpose', (id: string) => derivedToken(RESET_SECRET, 'password-reset', id)],
    ['the id alone', (id: string) => id],
    ['a verification that never was', () => derivedToken(RESET_SECRET, 'verify-email', crypto.randomUUID())],
    ['something else', () => derivedToken(RESET_SECRET, 'verify-email', 'not an id')],
  ])('of %s is void', async (_what, forge) => {
    const user = await signedUp(auth.url);
    const answer = await user.browser.confirm({ token: forge((await proofOf(auth, user.id)).verificationId) });
    expect([answer.status, answer.body.errors]).toEqual([
      400,
      [{ field: 'token', message: expect.stringContaining('ask for a new mail'), code: 'link_void' }],
    ]);
    expect(await seenBy(user)).toMatchObject({ verified: false });
  });

  test('is good for a day of the database’s time', async () => {
    const [late, early] = [await signedUp(auth.url), await signedUp(auth.url)];
    const spoil = (id: string, expiresAt: string) =>
      query(
        `update verifications set requested_at = now() - interval '2 days', code_expires_at = now() - interval '1 day',
           expires_at = ${expiresAt} where user_id = $1`,
        id,
      );
    await spoil(late.id, 'clock_timestamp()');
    await spoil(early.id, `clock_timestamp() + interval '1 minute'`);
    expect((await guest().confirm({ token: (await proofOf(auth, late.id)).token })).status).toBe(400);
    expect((await guest().confirm({ token: (await proofOf(auth, early.id)).token })).status).toBe(200);
  });

  test('of an earlier mail stays good, since that may just be late', async () => {
    const user = await signedUp(auth.url);
    const { token } = await proofOf(auth, user.id);
    expect((await user.browser.sendVerification()).status).toBe(202);
    expect((await proofOf(auth, user.id)).token).not.toBe(token);
    expect((await guest().confirm({ token })).status).toBe(200);
  });
});

describe('a code', () => {
  test.each([
    ['as it is', (code: string) => code],
    ['with spaces', (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `],
    [
      'in digits of full width',
      (code: string) => code.replace(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)]!),
    ],
  ])('is taken %s', async (_how, type) => {
    const user = await signedUp(auth.url);
    expect((await user.browser.confirm({ code: type((await proofOf(auth, user.id)).code) })).status).toBe(200);
  });

  test.each(['12345', '1234567', 'abcdef', '12-456', ''])('of %j is none, and uses up no try', async (code) => {
    const user = await signedUp(auth.url);
    const answer = await user.browser.confirm({ code });
    expect([answer.status, answer.body.errors]).toEqual([
      400,
      [{ field: 'code', message: 'must be the 6 digits of the mail', code: 'code_digits', params: { digits: 6 } }],
    ]);
    expect((await query('select tries from verifications where user_id = $1', user.id)).rows).toEqual([{ tries: 0 }]);
  });

  test('may be tried five times, and then a new one has to be asked for', async () => {
    const user = await signedUp(auth.url);
    const { code, token } = await proofOf(auth, user.id);
    const seen: unknown[] = [];
    for (let tries = 0; tries < 6; tries++) {
      const { body } = await user.browser.confirm({ code: wrong(code) });
      seen.push([body.errors[0].code, body.errors[0].params?.left]);
    }
    expect(seen).toEqual([
      ['wrong_code', 4],
      ['wrong_code', 3],
      ['wrong_code', 2],
      ['wrong_code', 1],
      ['code_void', undefined],
      ['code_void', undefined],
    ]);
    expect((await user.browser.confirm({ code })).status).toBe(400);
    expect((await user.browser.sendVerification()).status).toBe(202);
    expect((await user.browser.confirm({ code: (await proofOf(auth, user.id)).code })).status).toBe(200);
    expect((await guest().confirm({ token })).status).toBe(200);
  });

  test('may be tried five times by tries that come together', async () => {
    const user = await signedUp(auth.url);
    const { code } = await proofOf(auth, user.id);
    const answers = await Promise.all(Array.from({ length: 12 }, () => user.browser.confirm({ code: wrong(code) })));
    const left = answers.flatMap(({ body }) => body.errors[0].params?.left ?? []);
    expect(left.sort()).toEqual([1, 2, 3, 4]);
    expect((await user.browser.confirm({ code })).status).toBe(400);
  });

  test('is good for half an hour, unlike its link, and only the newest is', async () => {
    const user = await signedUp(auth.url);
    const first = await proofOf(auth, user.id);
    await user.browser.sendVerification();
    expect((await user.browser.confirm({ code: first.code })).body.errors[0]).toMatchObject({ code: 'wrong_code' });
    const { code, token } = await proofOf(auth, user.id);
    await query(
      `update verifications set requested_at = now() - interval '31 minutes', code_expires_at = clock_timestamp()
       where user_id = $1`,
      user.id,
    );
    expect((await user.browser.confirm({ code })).body.errors[0]).toMatchObject({ code: 'code_void' });
    expect((await guest().confirm({ token })).status).toBe(200);
  });

  test('is good for its own account alone, and for nobody who is not signed in', async () => {
    const [user, other] = [await signedUp(auth.url), await signedUp(auth.url)];
    const { code } = await proofOf(auth, user.id);
    expect((await guest().confirm({ code })).status).toBe(401);
    const { code: theirs } = await proofOf(auth, other.id);
    if (code !== theirs) expect((await other.browser.confirm({ code })).status).toBe(400);
    expect(await seenBy(user)).toMatchObject({ verified: false });
  });

  test.each([
    ['neither', {}],
    ['both', { token: 't', code: '123456' }],
    ['something else', { code: '123456', email: 'x@example.test' }],
  ])('and a token: %s is refused', async (_what, proof) => {
    const user = await signedUp(auth.url);
    expect((await user.browser.confirm(proof as { code: string })).status).toBe(400);
  });
});

describe('another address', () => {
  test.each(['token', 'code'] as const)('takes the place of the old one once it is confirmed by its %s', async (by) => {
    const { browser, address, ...user } = await moving();
    expect(await seenBy({ browser })).toEqual(viewOf(user, { pendingEmail: address }));
    expect((await guest().signIn(address)).status).toBe(400);
    const device = by === 'token' ? guest() : browser;
    const answer = await device.confirm({ [by]: user[by] } as { token: string });
    expect([answer.status, answer.body]).toEqual([200, { email: address, purpose: 'change' }]);

    expect(await seenBy({ browser })).toBeNull();
    const signedIn = by === 'code' ? answer : await guest().signIn(address);
    const renewed = visitor(auth.url, { cookie: cookieFrom(signedIn) });
    expect(await seenBy({ browser: renewed })).toEqual(viewOf({ ...user, email: address }, { verified: true }));
    expect((await guest().signIn(address)).status).toBe(200);
    expect((await guest().signIn(user.email)).status).toBe(400);
    expect((await told(user.id)).at(-1)).toMatchObject({
      type: 'user.updated',
      aggregateVersion: 2,
      data: { email: address, verifiedAt: expect.any(String) },
    });
  });

  test('is told to the old one, and whether that had been confirmed', async () => {
    const [plain, verified] = [await signedUp(auth.url), await signedUp(auth.url)];
    await guest().confirm({ token: (await proofOf(auth, verified.id)).token });
    for (const { id, browser } of [plain, verified]) {
      await browser.changeEmail(anEmail());
      await guest().confirm({ token: (await proofOf(auth, id)).token });
    }
    for (const [user, wasVerified] of [[plain, false] as const, [verified, true] as const]) {
      expect((await mailsAbout(auth, user.id)).at(-1)).toEqual({
        userId: user.id,
        verification: null,
        former: { email: user.email, verified: wasVerified, changedAt: expect.any(String) },
      });
    }
  });

  test('ends all sessions; who confirms it where they are signed in goes on there with a new token', async () => {
    const user = await signedUp(auth.url);
    const other = visitor(auth.url, { cookie: cookieFrom(await guest().signIn(user.email)) });
    await user.browser.changeEmail(anEmail());
    const phone = visitor(auth.url, { cookie: cookieFrom(await guest().signIn(user.email)) });
    const answer = await phone.confirm({ token: (await proofOf(auth, user.id)).token });
    const renewed = visitor(auth.url, { cookie: cookieFrom(answer) });
    const browsers = [user.browser, other, phone, renewed].map((browser) => ({ browser }));
    expect(await Promise.all(browsers.map(seenBy))).toEqual([
      null,
      null,
      null,
      expect.objectContaining({ id: user.id }),
    ]);
  });

  test('is asked for in the same way, with the same answer, whether or not somebody has it', async () => {
    const owner = await signedUp(auth.url);
    const [free, taken] = [await signedUp(auth.url), await signedUp(auth.url)];
    const answers = [
      await free.browser.changeEmail(anEmail()),
      await taken.browser.changeEmail(owner.email.toUpperCase()),
    ];
    const seen = answers.map(({ status, text, headers: { date: _date, ...headers } }) => {
      delete headers['x-correlation-id'];
      return { status, text, headers };
    });
    expect(seen[0]).toEqual(seen[1]);
    expect(await seenBy(taken)).toMatchObject({ pendingEmail: owner.email.toUpperCase() });

    const [, mail] = await mailsAbout(auth, taken.id);
    expect(mail!.verification).toMatchObject({ email: owner.email.toUpperCase(), ownerId: owner.id });
    const { token, code } = await proofOf(auth, taken.id);
    for (const [device, proof] of [[guest(), { token }] as const, [taken.browser, { code }] as const]) {
      expect((await device.confirm(proof)).body.errors).toEqual([
        { message: 'another account has this address by now', code: 'address_taken' },
      ]);
    }
    expect((await guest().signIn(owner.email)).body.id).toBe(owner.id);
    expect(await seenBy(taken)).toMatchObject({ email: taken.email, verified: false });
  });

  test('that somebody got meanwhile is theirs', async () => {
    const { address, token, ...user } = await moving();
    expect((await guest().signUp(address)).status).toBe(201);
    expect((await guest().confirm({ token })).status).toBe(409);
    expect(await seenBy(user)).toMatchObject({ email: user.email });
  });

  test('goes to one of two who confirm it at once', async () => {
    const address = anEmail();
    const both = [await moving(address), await moving(address)];
    const answers = await Promise.all(both.map(({ token }) => guest().confirm({ token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { rows } = await query('select id from users where email = $1', address);
    expect(rows).toHaveLength(1);
  });

  test.each([
    ['a wrong password', 'x@example.test', 'not the password', ['password', 'wrong']],
    ['no address', 'ada', PASSWORD, ['email', 'email']],
  ])('is refused with %s', async (_what, email, password, [field, code]) => {
    const user = await signedUp(auth.url);
    const answer = await user.browser.changeEmail(email, password);
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ field, code })]]);
    expect(await mailsAbout(auth, user.id)).toHaveLength(1);
  });

  test('is refused when it is the one that one has, or the account is of the configuration', async () => {
    const user = await signedUp(auth.url);
    const same = await user.browser.changeEmail(user.email.toUpperCase());
    expect([same.status, same.body.errors[0]]).toEqual([
      400,
      { field: 'email', message: 'is the address of this account already', code: 'same_address' },
    ]);
    const operator = visitor(auth.url, { cookie: cookieFrom(await guest().signIn('operator@example.test')) });
    expect((await operator.changeEmail(anEmail())).body.errors[0]).toMatchObject({ code: 'configured_account' });
  });

  test('can be given up, which voids its mails, and is over with the last of them', async () => {
    const [kept, lapsed] = [await moving(), await moving()];
    expect((await kept.browser.keepEmail()).status).toBe(204);
    await query(
      `update verifications set requested_at = now() - interval '2 days', code_expires_at = now() - interval '1 day',
         expires_at = clock_timestamp() where user_id = $1`,
      lapsed.id,
    );
    for (const user of [kept, lapsed]) {
      expect(await seenBy(user)).toMatchObject({ email: user.email, pendingEmail: null });
      expect((await guest().confirm({ token: user.token })).status).toBe(400);
    }
    expect((await kept.browser.keepEmail()).status).toBe(204);
  });

  test('that was mistyped is replaced by the next, whose mails are sent again', async () => {
    const { browser, id, token } = await moving();
    const right = anEmail();
    await browser.changeEmail(right);
    expect((await guest().confirm({ token })).status).toBe(400);
    expect((await browser.sendVerification()).status).toBe(202);
    const mails = await mailsAbout(auth, id);
    expect(mails.slice(-2).map(({ verification }) => verification!.email)).toEqual([right, right]);
    expect((await browser.confirm({ code: (await proofOf(auth, id)).code })).body).toEqual({
      email: right,
      purpose: 'change',
    });
  });

  test('voids the mails to the one of signing up, which may be a stranger’s', async () => {
    const user = await signedUp(auth.url);
    const { token } = await proofOf(auth, user.id);
    await user.browser.changeEmail(anEmail());
    expect((await guest().confirm({ token })).status).toBe(400);
  });
});

describe('mails to confirm an address', () => {
  test('are slowed down for an account, for an address, and for both at signing up', async () => {
    const limited = await startAuth({ VERIFICATIONS_PER_EMAIL: '3' });
    try {
      const user = await signedUp(limited.url);
      const again: number[] = [];
      for (let times = 0; times < 4; times++) again.push((await user.browser.sendVerification()).status);
      expect(again).toEqual([202, 202, 429, 429]);

      const address = anEmail();
      const wanted: number[] = [];
      for (let times = 0; times < 4; times++) {
        wanted.push((await (await signedUp(limited.url)).browser.changeEmail(address)).status);
      }
      expect(wanted).toEqual([202, 202, 202, 429]);
      expect((await visitor(limited.url).signUp(address)).status).toBe(429);
    } finally {
      await limited.stop();
    }
  });

  test('are forgotten a week after they ran out, and so are their events, which hold addresses', async () => {
    const [over, standing] = [await moving(), await moving()];
    await query(
      `update verifications set requested_at = now() - interval '10 days', code_expires_at = now() - interval '9 days',
         expires_at = now() - interval '8 days' where user_id = $1`,
      over.id,
    );
    await query('update outbox set published_at = now()');
    await query(
      `update outbox set published_at = now() - interval '8 days' where aggregate = 'email' and aggregate_id = $1`,
      over.id,
    );
    await deleteExpired(auth.kit.db);
    const left = async ({ id }: Someone) => {
      const { rows } = await query('select from verifications where user_id = $1', id);
      return [rows.length, (await mailsAbout(auth, id)).length];
    };
    expect([await left(over), await left(standing)]).toEqual([
      [0, 0],
      [2, 2],
    ]);
  });

  test('go with the account', async () => {
    const { browser: before, id, token } = await moving();
    const browser = visitor(auth.url, { cookie: cookieFrom(await before.confirm({ token })) });
    await browser.changeEmail(anEmail());
    await browser.deleteAccount(PASSWORD).expect(204);
    expect((await query('select from verifications where user_id = $1', id)).rows).toEqual([]);
    const events = await told(id);
    expect(events.map(({ type, aggregateVersion }) => [type, aggregateVersion])).toEqual([
      ['user.created', 1],
      ['user.updated', 2],
      ['user.deleted', 3],
    ]);
    expect(events.at(-1)!.data).toMatchObject({ email: '' });
  });
});

describe('the language', () => {
  test('is chosen, told, and told once', async () => {
    const user = await signedUp(auth.url);
    for (let times = 0; times < 2; times++) {
      const answer = await user.browser.chooseLanguage('de');
      expect([answer.status, answer.body]).toEqual([200, { currentUser: viewOf(user, { language: 'de' }) }]);
    }
    expect((await told(user.id)).map(({ data }) => (data as UserState).language)).toEqual(['en', 'de']);
    expect((await user.browser.chooseLanguage('tlh')).body.errors).toEqual([
      expect.objectContaining({ field: 'language' }),
    ]);
  });
});

describe('the name', () => {
  test('is chosen, told, told once, and taken away', async () => {
    const user = await signedUp(auth.url);
    for (const typed of ['  Zoë Müller ', 'Zoë Müller']) {
      const answer = await user.browser.chooseName(typed);
      expect([answer.status, answer.body]).toEqual([200, { currentUser: viewOf(user, { name: 'Zoë Müller' }) }]);
    }
    expect((await user.browser.data()).body.account.name).toBe('Zoë Müller');
    expect((await user.browser.chooseName(' ')).body.currentUser.name).toBeNull();
    const names = async () => (await told(user.id)).map(({ data }) => (data as UserState).name);
    expect(await names()).toEqual([null, 'Zoë Müller', null]);
    await user.browser.chooseName('Zoë');
    await user.browser.deleteAccount(PASSWORD).expect(204);
    expect(await names()).toEqual([null, 'Zoë Müller', null, 'Zoë', undefined]);
    expect((await query('select from users where id = $1', user.id)).rows).toEqual([]);
  });

  test.each([
    ['\u200b\u3164', 'invisible'],
    ['Ada\nLovelace', 'control_characters'],
    ['x'.repeat(81), 'too_long'],
  ])('%j is none', async (name, code) => {
    const user = await signedUp(auth.url);
    const answer = await user.browser.chooseName(name);
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ field: 'name', code })]]);
    expect(await told(user.id)).toHaveLength(1);
  });
});

test('what is told of an address has no gaps in its versions, whatever comes together', async () => {
  const { id, browser } = await signedUp(auth.url);
  await Promise.all([browser.sendVerification(), browser.changeEmail(anEmail()), browser.sendVerification()]);
  await browser.confirm({ token: (await proofOf(auth, id)).token });
  const events = (await auth.outbox('email.verification_requested', 'email.changed')).filter(
    ({ aggregateId }) => aggregateId === id,
  );
  expect(events.map(({ aggregateVersion }) => aggregateVersion)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ data }) => (data as EmailState).former)).toHaveLength(1);
});
