import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { reserve, signIn } from './steps.ts';
import { expect, test } from './test.ts';

const availabilityIn = async (page: Page): Promise<string | undefined> => {
  const [json] = await page.locator('script[type="application/ld+json"]').allTextContents();
  return json && JSON.parse(json).offers.availability;
};

test('sales are paused, resumed and ended while a buyer looks on', async ({ open, market, shot }) => {
  const seller = await market.join('seller');
  const listing = await market.list(seller, { startsAt: '2031-06-01T18:00:00Z' });
  const buyer = await open('buyer');
  await signIn(buyer, await market.join('buyer'));
  const reserveButton = buyer.getByRole('button', { name: /^Reserve for/ });
  await buyer.goto(`/tickets/${listing.id}`);
  await expect(reserveButton).toBeVisible();
  await buyer.evaluate(() => Object.assign(window, { sameDocument: true }));

  const sellers = await open('seller');
  await signIn(sellers, seller);
  await sellers.goto(`/sell/${listing.id}`);
  const control = sellers.getByRole('region', { name: /^Sales (are|have)/ });
  await control.getByRole('button', { name: 'Pause sales' }).click();
  await expect(control.getByText('Nobody can reserve until you resume.')).toBeVisible(); // has come to where orders are placed
  await expect(buyer.getByText('Sales are paused')).toBeVisible();
  await expect(reserveButton).toBeHidden();
  await shot(buyer, 'paused');
  await shot(sellers, 'paused');
  await expectAccessible(sellers);

  const late = await (await market.join('late')).request.post('/api/orders', { data: { ticketId: listing.id } });
  expect(late.status()).toBe(409);
  expect(await late.json()).toMatchObject({ sales: 'paused', errors: [{ message: 'sales are paused' }] });

  await control.getByRole('button', { name: 'Resume sales' }).click();
  await expect(reserveButton).toBeVisible();

  await control.getByRole('button', { name: 'End sales' }).click();
  await sellers.getByRole('alertdialog').getByRole('button', { name: 'End them' }).click();
  await expect(buyer.getByText('Sales have ended')).toBeVisible();
  expect(await buyer.evaluate(() => 'sameDocument' in window)).toBe(true); // without loading the page again
  await shot(buyer, 'ended');
  await buyer.goto(`/tickets/${listing.id}`);
  expect(await availabilityIn(buyer)).toBe('https://schema.org/Discontinued');
  await buyer.goto(`/?q=${encodeURIComponent(listing.title)}`);
  await expect(buyer.getByRole('heading', { name: 'Nothing matches that' })).toBeVisible();
});

test('a seller sees the orders of a cancelled event being given back, also after a reload', async ({
  open,
  market,
  shot,
}) => {
  const [seller, buyer, other] = await Promise.all([market.join('seller'), market.join('buyer'), market.join('other')]);
  const listing = await market.list(seller, { price: '12.50', quantity: 50 });
  for (let order = 0; order < 3; order++)
    await market.pay(buyer, (await market.reserve(buyer, listing.id, order + 1)).id);
  await market.reserve(other, listing.id);

  const page = await open('seller');
  await signIn(page, seller);
  await page.goto(`/sell/${listing.id}/edit`);
  await page.getByRole('button', { name: 'Cancel this event' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel it for good' }).click();
  await expect(page.getByRole('heading', { name: /Giving the money back|All orders are settled/ })).toBeVisible();
  await shot(page, 'under-way');
  await page.goto(`/sell/${listing.id}`);
  await expect(page.getByRole('heading', { name: 'All orders are settled' })).toBeVisible();
  const figure = (name: string) =>
    page.getByRole('term').filter({ hasText: name }).locator('xpath=..').getByRole('definition');
  await expect(figure('Refunded')).toHaveText('3');
  await expect(figure('Reservations released')).toHaveText('1');
  await expect(page.getByText('€75 of €75 is back with the buyers.')).toBeVisible();
  await shot(page, 'settled');
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'All orders are settled' })).toBeVisible();
});

test('a look at the page counts once per visit, and not the seller’s own', async ({ open, market, shot }) => {
  const seller = await market.join('seller');
  const listing = await market.list(seller);
  const buyer = await open('buyer');
  await signIn(buyer, await market.join('buyer'));
  const counted = buyer.waitForResponse((answer) => answer.url().endsWith(`/${listing.id}/view`));
  await buyer.goto(`/tickets/${listing.id}`);
  expect((await counted).status()).toBe(204);
  await buyer.reload();
  await reserve(buyer, listing.id);

  const page = await open('seller');
  await signIn(page, seller);
  await page.goto(`/tickets/${listing.id}`);
  await expect(page.getByText('This is your listing.')).toBeVisible();
  await page.goto(`/sell/${listing.id}`);
  const funnel = page.getByRole('region', { name: 'From a look to a ticket' });
  await expect(async () => {
    await page.reload();
    await expect(funnel.getByRole('row', { name: /^Looked at the page/ })).toContainText('1', { timeout: 1000 });
  }).toPass();
  await expect(funnel.getByRole('row', { name: /^Reserved/ })).toContainText('1');
  await expect(funnel.getByText('100%').first()).toBeVisible();
  await shot(page, 'funnel');
  const file = await page.request.get(
    (await page.getByRole('link', { name: 'Views and orders as CSV' }).getAttribute('href'))!,
  );
  expect(file.status()).toBe(200);
  expect((await file.text()).split('\r\n').at(-2)).toMatch(/,1,1,0,/);
});

test('members’ pages are there without scripts, and say that the next page is on its way with them', async ({
  browser,
  contextOptions,
  market,
  open,
}) => {
  const seller = await market.join('seller');
  const listing = await market.list(seller);
  await market.pay(seller, (await market.reserve(seller, listing.id)).id);
  const storageState = await seller.request.storageState();
  const context = await browser.newContext({ ...contextOptions, storageState, javaScriptEnabled: false });
  const plain = await context.newPage();
  for (const [path, heading] of [
    ['/account', 'Where you are signed in'],
    ['/my-tickets', listing.title],
    ['/orders', 'Orders'],
    ['/sell', 'Your listings'],
    ['/sell/orders', 'Orders of your listings'],
    [`/sell/${listing.id}`, listing.title],
  ] as const) {
    await plain.goto(path);
    await expect(plain.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible();
  }
  await context.close();

  const page = await open('seller');
  await signIn(page, seller);
  await page.goto('/sell');
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/sell\/orders\?_rsc/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByRole('link', { name: 'All orders' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Loading the next page' })).toBeAttached();
  answer();
  await expect(page.getByRole('heading', { name: 'Orders of your listings' })).toBeVisible();
  await expect(page.getByText('Loading the next page')).toBeHidden();
});

test('a listing is shown and checked while it is written', async ({ open, market, shot }) => {
  const page = await open('seller');
  await signIn(page, await market.join('seller'));
  await page.goto('/sell/new');
  const preview = page.getByRole('region', { name: 'How buyers will find it' });
  const title = page.getByLabel('Title');
  await title.focus();
  await page.getByLabel('Price').focus(); // a field that was passed by is not complained of
  await title.fill('Ferry to the Moon');
  await page.getByLabel('City').fill('Lisbon');
  await expect(preview.getByRole('heading', { name: 'Ferry to the Moon' })).toBeVisible();
  await expect(preview).toContainText('Lisbon');

  const price = page.getByLabel('Price');
  await price.fill('abc');
  await expect(page.getByText(/^Price must be/)).toBeHidden();
  await price.blur();
  await expect(page.getByText(/^Price must be an amount/)).toBeVisible();
  await expect(page.getByText('Title is required')).toBeHidden();
  await shot(page, 'wrong-price');
  await price.fill('19,99');
  await expect(page.getByText(/^Price must be/)).toBeHidden();
  await expect(preview).toContainText('$19.99');
  await expectAccessible(page);
});
