import { expectAccessible } from './accessible.ts';
import { newEmail, newPassword } from './market.ts';
import { enter, signIn, signUp } from './steps.ts';
import { expect, test } from './test.ts';

test('who is signed out signs in first and then goes on', async ({ open, market, shot }) => {
  const listing = await market.list(await market.join('seller'));
  const buyer = await market.join('buyer');
  const page = await open('buyer');

  await page.goto('/my-tickets');
  await expect(page).toHaveURL('/signin?next=%2Fmy-tickets');
  await page.goto(`/tickets/${listing.id}`);
  await page.getByRole('link', { name: 'Sign in to reserve' }).click();
  await enter(page, { email: buyer.email, password: 'not the password' });
  await expect(page.getByRole('main').getByRole('alert').first()).not.toBeEmpty();
  await expect(page.getByLabel('E-mail')).toHaveValue(buyer.email);
  await shot(page, 'wrong-password');
  await enter(page, buyer);
  await expect(page).toHaveURL(`/tickets/${listing.id}`);
  await expect(page.getByRole('button', { name: /^Reserve for/ })).toBeVisible();
});

test('only paths of this site are followed after signing in', async ({ open, market }) => {
  const person = await market.join('buyer');
  const page = await open('buyer');
  await page.goto('/signin?next=//example.com/');
  await enter(page, person);
  await expect(page).toHaveURL('/');
});

test('errors of signing up are at their fields', async ({ open, market, shot }) => {
  const known = await market.join('buyer');
  const page = await open('newcomer');
  const send = async (email: string, password: string) => {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
  };
  await page.goto('/signup');
  await send('nobody', 'short');
  await expect(page.getByText('E-mail must be an e-mail address')).toBeVisible();
  await expect(page.getByText('Password must have at least 8 characters')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await shot(page, 'errors');
  await send(known.email, newPassword());
  await expect(page.getByText('E-mail is taken')).toBeVisible();
  await send(newEmail('newcomer'), newPassword());
  await expect(page).toHaveURL('/');
});

test('other browsers can be signed out, the password changed, and one’s own session ended', async ({ open, shot }) => {
  const page = await open('owner');
  const owner = await signUp(page, 'owner');
  const other = await open('other browser');
  await signIn(other, owner);

  await page.goto('/account');
  await shot(page, 'account');
  await page.getByRole('link', { name: 'Manage signing in' }).click();
  await expect(page).toHaveURL('/account/signing-in');
  const browsers = page.getByRole('region', { name: 'Where you are signed in' });
  await expect(browsers.getByText('This browser')).toBeVisible();
  await shot(page, 'signing-in');
  await browsers.getByRole('button', { name: 'Sign out' }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign it out' }).click();
  await expect(browsers.getByRole('listitem')).toHaveCount(1);
  await expect.poll(async () => (await other.request.get('/api/orders')).status()).toBe(401);
  await other.goto('/orders');
  await expect(other).toHaveURL('/signin?next=%2Forders&ended=1');
  await expect(other.getByText('You were signed out.')).toBeVisible();

  const password = newPassword();
  await page.getByLabel('Current password').fill(owner.password);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Changed. Every other browser was signed out.')).toBeVisible();

  await page.getByRole('banner').locator('summary').click();
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/');
  await signIn(page, { email: owner.email, password });
});

test('a name for tickets is given, refused where nothing of it can be seen, and taken away', async ({
  open,
  market,
  shot,
}) => {
  const owner = await market.join('owner');
  const page = await open('owner');
  await signIn(page, owner);
  await page.goto('/account');
  const name = page.getByLabel('Your name');
  const save = page.getByRole('button', { name: 'Save name' });
  const kept = async () => (await (await owner.request.get('/api/users/currentUser')).json()).currentUser.name;
  await expect(name).toHaveValue('');
  await name.fill('\u200b\u3164');
  await save.click();
  await expect(page.getByText('Your name must have something in it that can be seen')).toBeVisible();
  await expect(name).toBeFocused();
  await name.fill('Ada Lovelace');
  await save.click();
  await expect(page.getByText('Saved.')).toBeVisible();
  expect(await kept()).toBe('Ada Lovelace');
  await expectAccessible(page);
  await shot(page, 'name');

  await page.context().addCookies([{ name: 'lang', value: 'de', url: page.url() }]);
  await page.reload();
  const inGerman = page.getByLabel('Dein Name');
  await expect(inGerman).toHaveValue('Ada Lovelace');
  await inGerman.fill('');
  await page.getByRole('button', { name: 'Name speichern' }).click();
  await expect(page.getByText('Gespeichert.')).toBeVisible();
  expect(await kept()).toBeNull();
});
