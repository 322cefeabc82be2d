import type { Locator, Page } from '@playwright/test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { newEmail, newPassword, type Person } from './market.ts';
import { expect } from './test.ts';

export async function signUp(page: Page, role: string): Promise<{ email: string; password: string }> {
  const [email, password] = [newEmail(role), newPassword()];
  await page.goto('/signup');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL('/');
  return { email, password };
}

/** Fills in the page to sign in, on which someone already is, and sends it. */
export async function enter(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

export async function signIn(page: Page, person: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.goto('/signin');
  await enter(page, person);
  await expect(page).toHaveURL('/');
}

export async function reserve(page: Page, ticketId: string): Promise<void> {
  await page.goto(`/tickets/${ticketId}`);
  await page.getByRole('button', { name: /^Reserve for/ }).click();
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.getByRole('heading', { name: 'Checkout' })).toBeVisible();
}

/** Chooses one of the sandbox's test cards by its name and pays. */
export async function payWith(page: Page, card: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${card} ••••`) }).click();
  await page.getByRole('button', { name: /^Pay / }).click();
}

/** What a scanner reads off the screen: it looks again until it can, as where the page is just being drawn anew. */
export async function readQr(code: Locator): Promise<string> {
  let read: string | undefined;
  await expect(async () => {
    const { data, width, height } = PNG.sync.read(await code.screenshot());
    read = jsqr.default(new Uint8ClampedArray(data), width, height)?.data;
    expect(read, 'no scanner could read this QR code').toBeDefined();
  }).toPass({ timeout: 20_000 });
  return read!;
}
