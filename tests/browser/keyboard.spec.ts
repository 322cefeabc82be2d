import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expectVisibleFocus, pressOn, tabTo, typeAndSend, typeInto } from './keyboard.ts';
import { unique } from './market.ts';
import { signIn } from './steps.ts';
import { expect, test } from './test.ts';

/** The link that is the first stop of every page. */
async function skipToContent(page: Page) {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
}

test('a ticket is found, reserved and paid for by keyboard alone', async ({ open, market }) => {
  const listing = await market.list(await market.join('seller'), { price: '12' });
  const buyer = await market.join('buyer');
  const page = await open('buyer');

  await page.goto('/');
  await pressOn(page, page.getByRole('banner').getByRole('link', { name: 'Sign in' }));
  await expect(page).toHaveURL('/signin');
  await typeInto(page, page.getByLabel('E-mail'), buyer.email);
  const enter = page.getByRole('main').getByRole('button', { name: 'Sign in' });
  await typeAndSend(page, page.getByLabel('Password'), buyer.password, enter);
  await expect(page).toHaveURL('/');

  await skipToContent(page);
  await typeInto(page, page.getByRole('searchbox', { name: 'What would you like to see?' }), listing.title);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Results' })).toBeFocused();
  await pressOn(page, page.getByRole('link', { name: listing.title }));
  await expect(page.getByRole('heading', { level: 1, name: listing.title })).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'One more' }));
  await pressOn(page, page.getByRole('button', { name: 'Reserve for €24' }), 'Space');
  await expect(page.getByRole('heading', { name: 'Checkout' })).toBeVisible();

  const pay = page.getByRole('button', { name: /^Pay / });
  await expect(pay).toBeEnabled();
  await typeInto(page, page.getByLabel('Card number'), '4242424242424242');
  await typeInto(page, page.getByLabel('Expiry'), '1234');
  await typeAndSend(page, page.getByLabel('Security code'), '123', pay);
  await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeFocused();
  await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toHaveCount(2);

  await page.goto('/');
  const menu = page.getByRole('banner').locator('summary');
  await pressOn(page, menu);
  const account = page.getByRole('banner').getByRole('link', { name: 'Account and security' });
  await expect(account).toBeVisible();
  await expectAccessible(page);
  await tabTo(page, account);
  await page.keyboard.press('Escape');
  await expect(account).toBeHidden();
  await expect(menu).toBeFocused();
  await page.keyboard.press('Enter');
  await pressOn(page, page.getByRole('banner').getByRole('button', { name: 'Sign out' }));
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('a listing is made, checked in and called off by keyboard alone', async ({ open, market }) => {
  const seller = await market.join('seller');
  const page = await open('seller');
  await signIn(page, seller);
  const title = unique('Quiet Keys');
  await page.goto('/sell');
  await pressOn(page, page.getByRole('main').getByRole('link', { name: 'List tickets' }).first());
  await typeInto(page, page.getByLabel('Title'), title);
  await typeInto(page, page.getByLabel('Price'), '15');
  const sell = page.getByRole('button', { name: 'Put on sale' });
  await typeAndSend(page, page.getByLabel('Tickets', { exact: true }), '5', sell);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').at(-1)!;

  const buyer = await market.join('buyer');
  const order = await market.reserve(buyer, id);
  await market.pay(buyer, order.id);
  const code = await market.codeOf(buyer, order.id);
  await page.goto(`/sell/${id}/check-in`);
  const checkIn = page.getByRole('button', { name: 'Check in' });
  await typeAndSend(page, page.getByLabel('Or enter the code'), code, checkIn);
  await expect(page.getByRole('main').getByRole('alert').first()).toContainText('Welcome');
  await expect(page.getByLabel('Or enter the code')).toBeFocused(); // ready for the next one

  await page.goto(`/sell/${id}/edit`);
  const ask = page.getByRole('button', { name: 'Cancel this event' });
  await pressOn(page, ask);
  const dialog = page.getByRole('alertdialog', { name: /^Cancel “/ });
  const back = dialog.getByRole('button', { name: 'Go back' });
  const sure = dialog.getByRole('button', { name: 'Cancel it for good' });
  await expect(dialog).toHaveAccessibleDescription(/cannot be undone/);
  await expect(back).toBeFocused();
  await expectAccessible(page);
  // The focus goes round inside, in both directions.
  await tabTo(page, sure);
  await tabTo(page, back);
  await tabTo(page, sure, 'Shift+Tab');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(ask).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(back).toBeFocused();
  await pressOn(page, sure);
  await expect(page.getByText('This event was cancelled.')).toBeVisible();
});
