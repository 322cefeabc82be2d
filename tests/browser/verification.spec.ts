import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { pressOn, typeAndSend, typeInto } from './keyboard.ts';
import { newEmail, newPassword } from './market.ts';
import { enter, signIn, signUp } from './steps.ts';
import { expect, test } from './test.ts';

/** Opens the newest mail of this subject to an address, in the mailbox of this machine. */
async function openMail(page: Page, email: string, subject: string): Promise<void> {
  const mail = page.getByRole('listitem').filter({ hasText: email }).getByRole('link', { name: subject }).first();
  await expect(async () => {
    await page.goto('/mailbox');
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass();
  await mail.click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
}
const codeIn = async (page: Page): Promise<string> =>
  /^\d{6}$/m.exec((await page.locator('pre').textContent()) ?? '')![0];
const another = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('who signs up is asked for the code of the mail, which is read elsewhere', async ({ open, shot }) => {
  const page = await open('newcomer');
  const { email } = await signUp(page, 'newcomer');
  const banner = page.getByRole('region', { name: 'Confirm your email address' });
  await expect(banner).toContainText(email);
  await expectAccessible(page);
  await shot(page, 'banner');

  const reader = await open('reader of mails');
  await openMail(reader, email, 'Confirm your email address');
  const mail = reader.frameLocator('iframe');
  const code = await codeIn(reader);
  await expect(mail.getByText(code, { exact: true })).toHaveCSS('font-size', '36px');
  await expect(mail.getByRole('link', { name: 'Confirm my address' })).toBeVisible();
  await shot(reader, 'mail');

  // By keyboard, on whichever page one is by then.
  await page.goto('/orders');
  const field = banner.getByLabel('6-digit code');
  const button = banner.getByRole('button', { name: 'Confirm' });
  await typeAndSend(page, field, '12 34', button);
  await expect(page.getByText('Enter the 6 digits of the code')).toBeVisible();
  await typeAndSend(page, field, another(code), button);
  await expect(page.getByText('This is not the code in our newest mail. You have 4 more tries.')).toBeVisible();
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await shot(page, 'wrong-code');
  await typeAndSend(page, field, `${code.slice(0, 3)} ${code.slice(3)}`, button);
  const done = page.getByRole('status').filter({ hasText: 'Your email address is confirmed.' });
  await expect(done).toBeFocused();
  await expect(banner).toBeHidden();
  await expectAccessible(page);
  await shot(page, 'confirmed');
  await page.goto('/account');
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible();
  await expect(page.getByLabel('6-digit code')).toHaveCount(0);
});

test('the mail is sent again, its link confirms in any browser, and the page that asked notices', async ({ open }) => {
  const page = await open('newcomer');
  const { email } = await signUp(page, 'newcomer');
  const banner = page.getByRole('region', { name: 'Confirm your email address' });
  await pressOn(page, banner.getByRole('button', { name: 'Send the mail again' }));
  await expect(banner.getByRole('status')).toContainText('Only the code in the newest mail counts');

  const phone = await open('phone');
  await openMail(phone, email, 'Confirm your email address');
  await phone.getByRole('link', { name: /\/verify-email\?token=/ }).click();
  await expect(phone.getByRole('heading', { level: 1, name: 'Confirm your email address' })).toBeVisible();
  await pressOn(phone, phone.getByRole('button', { name: 'Confirm this address' }));
  await expect(phone.getByRole('main').getByRole('status')).toContainText(`${email} is confirmed.`);
  await expect(phone.getByRole('main').getByRole('status')).toBeFocused();
  await expect(phone.getByRole('link', { name: 'Sign in' }).last()).toBeVisible();

  // As a browser says when one comes back to it.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(banner).toBeHidden();
});

test('an address is changed by the link of a mail, kept instead, and told to the old one', async ({ open, shot }) => {
  test.slow();
  const page = await open('owner');
  const { email, password } = await signUp(page, 'owner');
  const elsewhere = await open('elsewhere');
  await signIn(elsewhere, { email, password });

  await page.goto('/account');
  const section = page.getByRole('region', { name: 'Email address' });
  await expect(section).toContainText('Not confirmed yet');
  await expectAccessible(page);
  await pressOn(page, section.locator('summary'), 'Enter');
  const mistyped = newEmail('mistyped');
  const [address, secret] = [section.getByLabel('New email address'), section.getByLabel('Password')];
  const send = section.getByRole('button', { name: 'Change address' });
  await typeInto(page, address, 'nobody');
  await typeAndSend(page, secret, 'not the password', send);
  await expect(section.getByText('New email address must be an e-mail address')).toBeVisible();
  await typeInto(page, address, mistyped);
  await typeAndSend(page, secret, 'not the password', send);
  await expect(section.getByText('Password is wrong')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'change');
  await typeAndSend(page, secret, password, send);
  await expect(section.getByRole('status').first()).toContainText('If the address is free to use, we have sent a mail');
  await expect(section).toContainText(`Once you confirm ${mistyped}, it takes the place of ${email}.`);
  await expectAccessible(page);
  await shot(page, 'pending');

  await pressOn(page, section.getByRole('button', { name: 'Keep my address' }));
  await expect(section.getByRole('status').first()).toContainText('Your address stays as it is.');
  const right = newEmail('right');
  await pressOn(page, section.locator('summary'), 'Enter');
  await typeInto(page, address, right);
  await typeAndSend(page, secret, password, send);
  await expect(section).toContainText(`Once you confirm ${right}`);

  const phone = await open('phone');
  await openMail(phone, mistyped, 'Confirm your new email address');
  await phone.getByRole('link', { name: /\/verify-email\?token=/ }).click();
  await phone.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(phone.getByText('This link is used, expired or not whole.')).toBeVisible();
  await expectAccessible(phone);
  await shot(phone, 'void');
  await openMail(phone, right, 'Confirm your new email address');
  await phone.getByRole('link', { name: /\/verify-email\?token=/ }).click();
  await expectAccessible(phone);
  await shot(phone, 'link');
  await phone.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(phone.getByText(`${right} is the address of your account now.`)).toBeVisible();
  await expectAccessible(phone);
  await shot(phone, 'done');
  await phone.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await enter(phone, { email: right.toUpperCase(), password });
  await expect(phone).toHaveURL('/');

  // Every browser of before is signed out, the one that asked, too.
  for (const before of [page, elsewhere]) {
    await before.goto('/orders');
    await expect(before).toHaveURL('/signin?next=%2Forders&ended=1');
  }
  await signIn(page, { email: right, password });
  await page.goto('/account');
  await expect(section).toContainText(right);
  await expect(section.getByText('Confirmed', { exact: true })).toBeVisible();
  await openMail(phone, email, 'Your email address was changed');
  await expect(phone.locator('pre')).not.toContainText(right);
});

test('an address that somebody has is asked for as any other, and its owner hears of it', async ({ open, market }) => {
  const owner = await market.join('owner');
  const page = await open('somebody');
  const { password } = await signUp(page, 'somebody');
  await page.goto('/account');
  const section = page.getByRole('region', { name: 'Email address' });
  await section.locator('summary').click();
  await section.getByLabel('New email address').fill(owner.email);
  await section.getByLabel('Password').fill(password);
  await section.getByRole('button', { name: 'Change address' }).click();
  await expect(section.getByRole('status').first()).toContainText('If the address is free to use, we have sent a mail');
  const reader = await open('reader of mails');
  await openMail(reader, owner.email, 'You already have an account');
  await expect(reader.locator('pre')).not.toContainText('verify-email');
});

test('links that are incomplete lead on', async ({ open, shot }) => {
  const page = await open('stranger');
  await page.goto('/verify-email');
  await expect(page.getByText('This link is incomplete')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'incomplete');
  await page.getByRole('link', { name: 'enter the code' }).click();
  await expect(page).toHaveURL(/^http[^?]*\/signin\?next=%2Faccount/);
});

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('page, mail and code are in German, until another language is chosen for the account', async ({
    open,
    shot,
  }) => {
    test.slow();
    const page = await open('neu hier');
    const [email, password] = [newEmail('neu'), newPassword()];
    await page.goto('/signup');
    await typeInto(page, page.getByLabel('E-Mail'), email);
    await typeAndSend(page, page.getByLabel('Passwort'), password, page.getByRole('button', { name: 'Konto anlegen' }));
    const banner = page.getByRole('region', { name: 'Bestätige deine E-Mail-Adresse' });
    await expect(banner).toContainText(email);
    await expectAccessible(page);
    await shot(page, 'banner');

    const reader = await open('Leser');
    await openMail(reader, email, 'Bestätige deine E-Mail-Adresse');
    const code = await codeIn(reader);
    await typeAndSend(
      page,
      banner.getByLabel('6-stelliger Code'),
      code,
      banner.getByRole('button', { name: 'Bestätigen' }),
    );
    await expect(page.getByText('Deine E-Mail-Adresse ist bestätigt.')).toBeVisible();

    await page.goto('/account');
    await expect(page.getByRole('region', { name: 'E-Mail-Adresse' })).toContainText('Bestätigt');
    await expectAccessible(page);
    await shot(page, 'account');
    await page.getByLabel('Deine Sprache').selectOption('English');
    await pressOn(page, page.getByRole('button', { name: 'Sprache speichern' }));
    await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByText('Saved.')).toBeVisible();

    const section = page.getByRole('region', { name: 'Email address' });
    const address = newEmail('neue');
    await section.locator('summary').click();
    await section.getByLabel('New email address').fill(address);
    await section.getByLabel('Password').fill(password);
    await section.getByRole('button', { name: 'Change address' }).click();
    await openMail(reader, address, 'Confirm your new email address');

    // Another browser shows pages in the language of the account, too, where none was chosen in it.
    const other = await open('anderswo');
    await other.goto('/signin');
    await other.getByLabel('E-Mail').fill(email);
    await other.getByLabel('Passwort').fill(password);
    await other.getByRole('main').getByRole('button', { name: 'Anmelden' }).click();
    await expect(other).toHaveURL('/');
    await expect(other.locator('html')).toHaveAttribute('lang', 'en');
  });

  test('the language of the footer is the one that members are written to in', async ({ open }) => {
    const page = await open('Mitglied');
    const [email, password] = [newEmail('mitglied'), newPassword()];
    await page.goto('/signup');
    await page.getByLabel('E-Mail').fill(email);
    await page.getByLabel('Passwort').fill(password);
    await page.getByRole('button', { name: 'Konto anlegen' }).click();
    await expect(page).toHaveURL('/');
    await page.getByRole('contentinfo').getByRole('button', { name: 'English' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.goto('/account');
    await expect(page.getByLabel('Your language')).toHaveValue('en');
  });
});
