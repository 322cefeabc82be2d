import { expectAccessible } from './accessible.ts';
import { newPassword } from './market.ts';
import { enter, signUp } from './steps.ts';
import { expect, test } from './test.ts';

test('a forgotten password: ask, read the mail, choose another, sign in', async ({ open, shot }) => {
  const person = await signUp(await open('owner'), 'owner');
  const page = await open('forgetful');
  await page.goto('/signin');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page).toHaveURL('/forgot-password');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByText('E-mail must be an e-mail address')).toBeVisible();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByRole('main').getByRole('status')).toContainText('Look into your mail');
  await expectAccessible(page);
  await shot(page, 'asked');

  await page.getByRole('contentinfo').getByRole('link', { name: 'Mailbox of this machine' }).click();
  await expect(page.getByRole('heading', { name: 'Mailbox' })).toBeVisible();
  const mine = page.getByRole('listitem').filter({ hasText: person.email });
  await expect(async () => {
    await page.reload();
    await expect(mine.getByRole('link', { name: 'Choose a new password' })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expectAccessible(page);
  await shot(page, 'mailbox');
  await mine.getByRole('link', { name: 'Choose a new password' }).click();
  const mail = page.frameLocator('iframe');
  await expect(mail.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await expect(mail.getByRole('link', { name: 'Choose a new password' })).toHaveCSS(
    'background-color',
    'rgb(176, 18, 59)',
  );
  await shot(page, 'mail');

  await page.getByRole('link', { name: /\/reset-password\?token=/ }).click();
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('New password must have at least 8 characters')).toBeVisible();
  const password = newPassword();
  await page.getByLabel('New password').fill(password);
  const link = page.url();
  await expectAccessible(page);
  await shot(page, 'reset');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByRole('link', { name: 'Sign in with it' }).click();
  await enter(page, { ...person, password });
  await expect(page).toHaveURL('/');

  await page.goto(link);
  await page.getByLabel('New password').fill(newPassword());
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('This link is used, expired or not whole')).toBeVisible();
  await shot(page, 'used');
  await page.getByRole('main').getByRole('link', { name: 'Ask for a new link' }).click();
  await expect(page).toHaveURL('/forgot-password');
});
