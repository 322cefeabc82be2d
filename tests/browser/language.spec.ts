import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './test.ts';

test.use({ locale: 'de-DE' });

const languageOf = (page: Page) => page.locator('html').getAttribute('lang');

test('a browser that prefers German is answered in German, from the home page to the checkout', async ({
  open,
  market,
  shot,
}) => {
  const startsAt = new Date(Date.now() + 60 * 24 * 3600 * 1000).toISOString();
  const listing = await market.list(await market.join('seller'), { startsAt, price: '19.50' });
  const buyer = await market.join('buyer', 'de');
  const page = await open('buyer');
  await page.goto('/');
  expect(await languageOf(page)).toBe('de');
  await expect(page).toHaveTitle('Frontrow: Tickets für Live-Veranstaltungen');
  await expect(page.getByRole('heading', { level: 1, name: 'Ab in die erste Reihe.' })).toBeVisible();
  await expect(page.locator('meta[property="og:locale"]')).toHaveAttribute('content', 'de_DE');
  await expectAccessible(page);
  await shot(page, 'home');

  await page.goto('/signin');
  await page.getByLabel('E-Mail').fill(buyer.email);
  await page.getByLabel('Passwort').fill('falsch geraten');
  await page.getByRole('main').getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByText('E-Mail oder Passwort ist falsch.')).toBeVisible();
  await page.getByLabel('Passwort').fill(buyer.password);
  await page.getByRole('main').getByRole('button', { name: 'Anmelden' }).click();
  await expect(page).toHaveURL('/');

  const { id } = await market.reserve(buyer, listing.id, 2);
  await page.goto(`/orders/${id}`);
  await expect(page.getByRole('heading', { name: 'Kasse' })).toBeVisible();
  await expect(page.getByRole('button', { name: '39 € bezahlen' })).toBeVisible();
  await expect(page.getByText('2 × 19,50 €')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'checkout');

  await page.getByRole('button', { name: /^Insufficient funds/ }).click();
  await page.getByRole('button', { name: '39 € bezahlen' }).click();
  await expect(page.getByText('Deine Karte ist nicht ausreichend gedeckt.').first()).toBeVisible();
});

test('what is wrong with a field is said in German', async ({ open }) => {
  const page = await open('stranger');
  await page.goto('/signup');
  await page.getByLabel('E-Mail').fill('niemand');
  await page.getByLabel('Passwort').fill('kurz');
  await page.getByRole('button', { name: 'Konto anlegen' }).click();
  await expect(page.getByText('E-Mail muss eine E-Mail-Adresse sein')).toBeVisible();
  await expect(page.getByText('Passwort braucht mindestens 8 Zeichen')).toBeVisible();
});

test('the language chosen in the footer stays, on the page where it was chosen', async ({ open }) => {
  const page = await open('stranger');
  await page.goto('/?category=music&sort=newest');
  await page.getByRole('contentinfo').getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveURL('/?category=music&sort=newest');
  expect(await languageOf(page)).toBe('en');
  await expect(page.getByRole('button', { name: 'English' })).toHaveAttribute('aria-pressed', 'true');

  await page.goto('/signin');
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await page.getByRole('contentinfo').getByRole('button', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { name: 'Willkommen zurück' })).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the language can be chosen all the same', async ({ page }) => {
    await page.goto('/signup');
    await expect(page.getByRole('heading', { name: 'Nimm Platz' })).toBeVisible();
    await page.getByRole('contentinfo').getByRole('button', { name: 'English' }).click();
    await expect(page).toHaveURL('/signup');
    await expect(page.getByRole('heading', { name: 'Take a seat' })).toBeVisible();
  });
});
