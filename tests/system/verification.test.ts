import { ConfirmedEmailView, type MailDetails, UserView } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bodyOf, problemOf, send } from './support/http.ts';
import { mailsTo, mailTo, tokenIn } from './support/mails.ts';
import { buy, sell } from './support/market.ts';
import { newcomer, person, sessionCookie, signUp } from './support/people.ts';
import { runWith } from './support/processes.ts';

const putBack: (() => Promise<void>)[] = [];
beforeAll(async () => {
  for (const name of ['tickets', 'notifications'] as const) {
    putBack.push(await runWith(name, { EMAIL_VERIFICATION: 'required' }));
  }
}, 120_000);
afterAll(async () => {
  for (const put of putBack) await put();
}, 120_000);

const subjectsTo = async (email: string) => (await mailsTo(email)).map(({ subject }) => subject).sort();
const codeIn = ({ text }: MailDetails) => /^\d{6}$/m.exec(text)![0];

const CONFIRM = 'Confirm your email address';

test('who has not confirmed the address buys, but does not sell, and gets the other mails once they have', async () => {
  const who = await signUp();
  const code = codeIn(await mailTo(who.email, CONFIRM));
  await eventually(async () => {
    const [error] = problemOf(
      await who.send('POST', '/api/tickets', { title: 'The Night Ferry', price: 20 }),
      403,
    ).errors;
    expect(error!.code).toBe('unverified_email');
  });
  const { admissions } = await buy(who, (await sell(await newcomer())).id);
  expect(admissions).toHaveLength(1);
  expect(await subjectsTo(who.email)).toEqual([CONFIRM]);

  bodyOf(await who.send('POST', '/api/users/verification/confirm', { code }), 200);
  await eventually(async () => {
    expect(await subjectsTo(who.email)).toEqual([CONFIRM, 'Welcome to Frontrow', 'Your tickets']);
  }, 20_000);
  await eventually(async () => void (await sell(who)));
}, 60_000);

test('an account moves to another address by the link of a mail, and the former one is told nothing it should not be', async () => {
  const who = await signUp();
  await mailTo(who.email, CONFIRM);
  const address = `moved-${who.email}`;
  bodyOf(await who.send('POST', '/api/users/email', { email: address, password: who.password }), 202);
  const mail = await mailTo(address, 'Confirm your new email address');
  const answer = await send('POST', '/api/users/verification/confirm', { body: { token: tokenIn(mail) } });
  expect(ConfirmedEmailView.parse(bodyOf(answer, 200))).toEqual({ email: address, purpose: 'change' });

  const signedIn = await send('POST', '/api/users/signIn', { body: { email: address, password: who.password } });
  expect(UserView.parse(bodyOf(signedIn, 200))).toMatchObject({ id: who.id, verified: true });
  const moved = person(who.id, address, sessionCookie(signedIn));
  await eventually(async () => void (await sell(moved)));
  await mailTo(address, 'Welcome to Frontrow');
  // Nobody ever confirmed it, so it may be a stranger's.
  expect(await subjectsTo(who.email)).toEqual([CONFIRM]);
}, 60_000);
