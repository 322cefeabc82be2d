import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { query } from '../system/support/databases.ts';
import { expectAccessible } from './accessible.ts';
import { addAuthenticator, codeOfApp, setUpApp, wrongCodeOfApp } from './authenticator.ts';
import { pressOn, typeAndSend } from './keyboard.ts';
import { newEmail, newPassword, type Person } from './market.ts';
import { enter, readQr, signIn } from './steps.ts';
import { expect, test } from './test.ts';

async function inGerman(page: Page): Promise<void> {
  await page.context().addCookies([{ name: 'lang', value: 'de', url: new URL('/', page.url()).href }]);
  await page.reload();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').locator('summary').click();
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
}

/** Makes an operator on the machine; resolves to the link that is printed. */
async function addOperator(email: string): Promise<string> {
  const command = join(import.meta.dirname, '../../bin/operator');
  const { stdout } = await promisify(execFile)(command, ['add', email]);
  return /^http\S+$/m.exec(stdout)![0];
}

/** As if they had shown who they are long ago. */
const forgetConfirmation = ({ email }: Pick<Person, 'email'>) =>
  query(
    'auth',
    `update sessions set confirmed_at = clock_timestamp() - interval '1 day' where user_id = (select id from users where email = $1)`,
    [email],
  );

test('a passkey is added, named, signs in with and without the password, and is removed', async ({
  open,
  market,
  shot,
}) => {
  test.slow();
  const person = await market.join('member');
  const page = await open('member');
  await addAuthenticator(page);
  await signIn(page, person);
  await page.goto('/account/signing-in');
  await expectAccessible(page);
  await shot(page, 'nothing-yet');
  await pressOn(page, page.getByRole('button', { name: 'Add a passkey' }));
  const codes = page.getByRole('region', { name: 'Keep your recovery codes' });
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  await expect(page.getByText('Your passkey was added.')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'codes');
  await codes.getByRole('button', { name: 'I have kept them' }).click();
  await expect(codes).toBeHidden();
  await expect(page.getByText('10 codes left')).toBeVisible();

  const passkeys = page.getByRole('region', { name: 'Passkeys' });
  await passkeys.getByText('Rename', { exact: true }).click();
  await passkeys.getByLabel('Name', { exact: true }).fill('My laptop');
  await passkeys.getByRole('button', { name: 'Save name' }).click();
  await expect(passkeys.getByRole('button', { name: 'Remove My laptop' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'The name was saved.' })).toBeFocused();
  await pressOn(page, page.getByRole('button', { name: 'Add a passkey' }));
  await expect(page.getByText('This device already has a passkey for your account.')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'passkey');

  await signOut(page);
  await page.goto('/signin?next=/orders');
  await expectAccessible(page);
  await pressOn(page, page.getByRole('button', { name: 'Use a passkey instead' }));
  await expect(page).toHaveURL('/orders');

  await signOut(page);
  await page.goto('/signin?next=/orders');
  await enter(page, person);
  await expect(page).toHaveURL('/signin/second-step?next=%2Forders');
  await expectAccessible(page);
  await shot(page, 'second-step');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page).toHaveURL('/orders');

  // The same in German, as somebody whose sign-in is long ago.
  await page.goto('/account/signing-in');
  await inGerman(page);
  await forgetConfirmation(person);
  await page.reload();
  await expect(page.getByText('mit einem Passkey').first()).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'My laptop entfernen' }));
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('heading', { name: 'Bestätige, dass du es bist' })).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'bestaetigen');
  await dialog.getByRole('button', { name: 'Passkey verwenden' }).click();
  await expect(dialog.getByRole('heading', { name: 'My laptop entfernen?' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Entfernen' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Der Passkey ist entfernt.' })).toBeFocused();
  await expect(page.getByText('Du bekommst sie mit deinem ersten Passkey')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'entfernt');
});

test('an authenticator app is set up, and its code is asked for after the password', async ({ open, market, shot }) => {
  test.slow();
  const person = await market.join('member');
  const page = await open('member');
  await signIn(page, person);
  await page.goto('/account/signing-in');
  await page.getByRole('button', { name: 'Set up an app' }).click();
  const app = page.getByRole('region', { name: 'Authenticator app' });
  const address = new URL(await readQr(app.getByRole('img', { name: 'QR code for your authenticator app' })));
  expect(address.protocol + address.host).toBe('otpauth:totp');
  const secret = address.searchParams.get('secret')!;
  expect((await app.getByRole('definition').textContent())?.replaceAll(' ', '')).toBe(secret);
  await expectAccessible(page);
  await shot(page, 'set-up');

  const code = app.getByLabel('6-digit code');
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
  const finish = app.getByRole('button', { name: 'Finish setting up' });
  await typeAndSend(page, code, wrongCodeOfApp(secret), finish);
  await expect(app.getByText('This is not the code that the app shows now')).toBeVisible();
  await expect(code).toBeFocused();
  await typeAndSend(page, code, codeOfApp(secret), finish);
  const codes = page.getByRole('region', { name: 'Keep your recovery codes' });
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  const downloading = page.waitForEvent('download');
  await codes.getByRole('button', { name: 'Download' }).click();
  const file = await readFile(await (await downloading).path(), 'utf8');
  const shown = await codes.getByRole('listitem').allTextContents();
  expect(file.split('\n').filter((line) => shown.includes(line))).toEqual(shown);
  expect(file).toContain(person.email);

  await signOut(page);
  await page.goto('/signin');
  await enter(page, person);
  const second = page.getByLabel('6-digit code');
  const signInWith = page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true });
  await typeAndSend(page, second, wrongCodeOfApp(secret), signInWith);
  await expect(page.getByText('This is not the code that the app shows now')).toBeVisible();
  await expect(second).toBeFocused();
  await expectAccessible(page);
  await shot(page, 'wrong-code');
  // Nothing is open yet.
  await expect.poll(async () => (await page.request.get('/api/orders')).status()).toBe(401);
  await typeAndSend(page, second, codeOfApp(secret, 1), signInWith);
  await expect(page).toHaveURL('/');

  await page.goto('/account/signing-in');
  await inGerman(page);
  await expect(page.getByText('Eine Authenticator-App ist eingerichtet')).toBeVisible();
  await page.getByRole('button', { name: 'Neue Codes erstellen' }).click();
  const fresh = page.getByRole('region', { name: 'Bewahre deine Wiederherstellungscodes auf' });
  await expect(fresh.getByRole('listitem')).toHaveCount(10);
  expect(await fresh.getByRole('listitem').allTextContents()).not.toContain(shown[0]);
  await expectAccessible(page);
  await shot(page, 'neue-codes');
});

test('who lost the device comes in by a recovery code, once, and takes the device away', async ({
  open,
  market,
  shot,
}) => {
  test.slow();
  const person = await market.join('member');
  const { recoveryCodes } = await setUpApp(person);
  const page = await open('member');
  await page.goto('/signin');
  await inGerman(page);
  const send = async () => {
    await page.getByLabel('E-Mail').fill(person.email);
    await page.getByLabel('Passwort', { exact: true }).fill(person.password);
    await page.getByRole('main').getByRole('button', { name: 'Anmelden', exact: true }).click();
    await expect(page).toHaveURL(/\/signin\/second-step/);
    await page.getByText('Gerät verloren?').click();
  };
  const field = page.getByLabel('Wiederherstellungscode');
  const button = page.getByRole('button', { name: 'Mit diesem Code anmelden' });
  await send();
  await typeAndSend(page, field, 'AAAAA-AAAAA', button);
  await expect(page.getByText('Das ist keiner deiner Wiederherstellungscodes')).toBeVisible();
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await shot(page, 'falscher-code');
  await typeAndSend(page, field, recoveryCodes[0]!.toLowerCase(), button);
  await expect(page).toHaveURL('/signin/recovered?next=%2F');
  await expect(page.getByText('Du hast noch 9 Wiederherstellungscodes.')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'wieder-da');
  await page.getByRole('link', { name: 'Zu meiner Anmeldung' }).click();
  await expect(page.getByText('9 Codes übrig')).toBeVisible();
  await expect(page.getByText('mit einem Wiederherstellungscode')).toBeVisible();

  await page.context().clearCookies({ name: 'session' });
  await page.goto('/signin');
  await send();
  await typeAndSend(page, field, recoveryCodes[0]!, button);
  await expect(page.getByText('Das ist keiner deiner Wiederherstellungscodes')).toBeVisible();
  await typeAndSend(page, field, recoveryCodes[1]!, button);
  await page.getByRole('link', { name: 'Zu meiner Anmeldung' }).click();
  await page.getByRole('button', { name: 'Entfernen' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Entfernen' }).click();
  await expect(page.getByText('Die Authenticator-App ist entfernt.')).toBeVisible();
  await shot(page, 'entfernt');
});

test('the second step can be given up, and the session of another browser ended', async ({ open, market }) => {
  const person = await market.join('member');
  const { secret } = await setUpApp(person);
  const page = await open('member');
  await page.goto('/signin?next=/orders');
  await enter(page, person);
  await page.getByRole('button', { name: 'Sign in to another account' }).click();
  await expect(page).toHaveURL('/signin?next=%2Forders');
  await page.goto('/signin/second-step');
  await expect(page).toHaveURL(/\/signin\?next=/);
  await enter(page, person);
  await page.getByLabel('6-digit code').fill(codeOfApp(secret, 1));
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL('/');

  await page.goto('/account/signing-in');
  const browsers = page.getByRole('region', { name: 'Where you are signed in' });
  await expect(browsers.getByRole('listitem')).toHaveCount(2);
  await expect(browsers.getByText('with a code of your app')).toBeVisible();
  await browsers.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign it out' }).click();
  await expect(browsers.getByRole('listitem')).toHaveCount(1);
  await expect.poll(async () => (await person.request.get('/api/users/sessions')).status()).toBe(401);
});

test('a password can be looked at while it is typed, and is refused where it is', async ({ open, shot }) => {
  const page = await open('newcomer');
  await page.goto('/signup');
  const field = page.getByLabel('Password', { exact: true });
  const show = page.getByRole('button', { name: 'Show what you typed' });
  await expect(show).toHaveAttribute('aria-pressed', 'false');
  await page.getByLabel('E-mail').fill('rosalind-franklin@example.com');
  await field.fill('rosalind-franklin');
  await expect(field).toHaveAttribute('type', 'password');
  await pressOn(page, show, 'Space');
  await expect(field).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await shot(page, 'refused');
});

test('an operator chooses a password by the link of the command, and adds a factor before anything opens', async ({
  open,
  shot,
}) => {
  test.slow();
  const [email, password] = [newEmail('operator'), newPassword()];
  const page = await open('operator');
  await addAuthenticator(page);
  await page.goto(new URL(await addOperator(email)).href);
  await expectAccessible(page);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByRole('link', { name: 'Sign in with it' }).click();
  await enter(page, { email, password });
  await expect(page).toHaveURL('/signin/set-up?next=%2F');
  await expect(page.getByRole('heading', { level: 1, name: 'Secure your account' })).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'set-up');

  // The password alone opens nothing.
  expect((await page.request.get('/api/users/operator-actions')).status()).toBe(401);
  await page.goto('/operator');
  await expect(page).toHaveURL('/signin?next=%2Foperator');
  await enter(page, { email, password });
  await expect(page).toHaveURL('/signin/set-up?next=%2Foperator');
  await inGerman(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Sichere dein Konto' })).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'einrichten');
  await pressOn(page, page.getByRole('button', { name: 'Passkey hinzufügen' }));
  const codes = page.getByRole('region', { name: 'Bewahre deine Wiederherstellungscodes auf' });
  await expect(codes).toBeFocused();
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  await expectAccessible(page);
  await shot(page, 'codes');
  await pressOn(page, codes.getByRole('button', { name: 'Ich habe sie aufbewahrt, weiter' }));
  await expect(page).toHaveURL('/operator');
  expect((await page.request.get('/api/users/operator-actions')).status()).toBe(200);

  // The last one stays, since operators must have one.
  await page.goto('/account/signing-in');
  await page.getByRole('button', { name: /entfernen$/ }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Entfernen' }).click();
  await expect(dialog.getByText('Dein Konto muss einen zweiten Faktor haben')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'bleibt');
});
