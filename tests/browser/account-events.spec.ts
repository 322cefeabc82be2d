import { expectAccessible } from './accessible.ts';
import { signIn } from './steps.ts';
import { expect, test } from './test.ts';

const OPERATOR = { email: 'operator@frontrow.test', password: 'front-row-demo' };
const PHONE = { width: 390, height: 844 };

test('an operator reads what happened with an account, which is part of it', async ({ open, market, shot }) => {
  test.slow();
  const caller = await market.join('caller');
  const { id } = (await (await caller.request.get('/api/users/currentUser')).json()).currentUser;
  const wrong = { email: caller.email, password: 'not the password' };
  expect((await caller.request.post('/api/users/signIn', { data: wrong })).status()).toBe(400);

  const page = await open('operator');
  await signIn(page, OPERATOR);
  await page.goto(`/operator/users/${id}`);
  const happened = page.getByRole('region', { name: 'What happened' }).getByRole('listitem');
  await expect(happened).toHaveText([/^Signing in failed · wrong password/, /^Signed up/]);
  await expectAccessible(page);
  await page.reload();
  await expect(happened.first()).toHaveText(/^An operator looked · this list.*an operator$/);
  await page.setViewportSize(PHONE);
  await shot(page, 'phone');

  await page.context().addCookies([{ name: 'lang', value: 'de', url: new URL('/', page.url()).href }]);
  await page.reload();
  const geschehen = page.getByRole('region', { name: 'Was geschehen ist' }).getByRole('listitem');
  await expect(geschehen.last()).toHaveText(/^Registriert/);
  await expectAccessible(page);
  await shot(page, 'german');

  const { events } = await (await caller.request.get('/api/users/currentUser/data')).json();
  expect(events.map(({ what }: { what: string }) => what)).toContain('operator_read');
});
