import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import readXlsx from 'read-excel-file/node';
import type { Market } from './market.ts';
import { signIn } from './steps.ts';
import { expect, test } from './test.ts';

/** A seller with two listings in two currencies, of which some was sold, some reserved and some given up. */
async function business(market: Market) {
  const [seller, buyer] = await Promise.all([market.join('seller'), market.join('buyer')]);
  const listing = await market.list(seller, { price: '19.99', quantity: 40 });
  const other = await market.list(seller, { price: 3000, currency: 'JPY' });
  for (const quantity of [2, 3]) await market.pay(buyer, (await market.reserve(buyer, listing.id, quantity)).id);
  await market.pay(buyer, (await market.reserve(buyer, other.id)).id);
  await market.reserve(buyer, listing.id, 4);
  const givenUp = await market.reserve(buyer, listing.id);
  expect((await buyer.request.delete(`/api/orders/${givenUp.id}`)).status()).toBe(204);
  return { seller, listing, other };
}

const figure = (page: Page, name: string) =>
  page.getByRole('term').filter({ hasText: name }).locator('xpath=..').getByRole('definition').first();

async function download(page: Page, link: string, ending: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${ending}$`));
  return readFile(await file.path());
}

const csv = async (page: Page, link: string) => (await download(page, link, 'csv')).toString().split('\r\n');
const workbook = async (page: Page, link: string) => (await readXlsx(await download(page, link, 'xlsx')))[0]!;

test('a seller sees how a listing sells, and takes the figures along', async ({ open, market, shot }) => {
  const { seller, listing } = await business(market);
  const page = await open('seller');
  await signIn(page, seller);
  await page.goto('/sell');
  await page.getByRole('article').filter({ hasText: listing.title }).getByRole('link', { name: 'Sales' }).click();
  await expect(page.getByRole('heading', { level: 1, name: listing.title })).toBeVisible();

  await expect(figure(page, 'Revenue')).toHaveText('€99.95');
  await expect(figure(page, 'Tickets sold')).toHaveText('5');
  await expect(figure(page, 'Reservations')).toHaveText('4');
  await expect(figure(page, 'Conversion')).toHaveText('50%');
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(row('Sold')).toContainText('5');
  await expect(row('Reserved, to be paid')).toContainText('4');
  await expect(row('Left')).toContainText('31');
  await expect(row('Released by the buyer')).toContainText('1');
  await expect(page.getByRole('img', { name: /^Revenue by day: €99.95 in all/ })).toBeVisible();
  await shot(page, 'listing');

  await page.getByText('Show the figures').first().click();
  const revenue = page.getByRole('table', { name: 'Revenue in EUR by day' });
  await expect(revenue.getByRole('row')).toHaveCount(31); // thirty days and their heading
  await expect(revenue.getByRole('row').last()).toContainText('€99.95');
  await page.getByRole('link', { name: '12 months' }).click();
  await expect(page).toHaveURL(/range=12m/);
  await expect(page.getByRole('table', { name: 'Revenue in EUR by month', includeHidden: true })).toBeAttached();
  await expect(figure(page, 'Revenue')).toHaveText('€99.95');
  await shot(page, 'twelve-months');

  const orders = await csv(page, 'Orders of this period as CSV');
  expect(orders).toHaveLength(6); // heading, four orders, and what follows the last line end
  expect(orders[0]).toMatch(/^\uFEFFNumber,Order,Event,/);
  const figures = await csv(page, 'Figures as CSV');
  expect(figures).toHaveLength(14);
  expect(figures.at(-2)).toContain(',EUR,2,5,99.95,0,0,99.95,');

  const sheet = await workbook(page, 'Orders of this period as Excel');
  expect(sheet.data).toHaveLength(5);
  expect(sheet.data[1]).toEqual(expect.arrayContaining([listing.title, expect.any(Date)]));
  for (const name of ['Figures as Excel', 'Views and orders as Excel'])
    expect((await workbook(page, name)).data).toHaveLength(13);
});

test('in German, files are what a German Excel opens rightly', async ({ open, market }) => {
  const { seller } = await business(market);
  const page = await open('seller');
  await signIn(page, seller);
  await page.context().addCookies([{ name: 'lang', value: 'de', url: page.url() }]);
  await page.goto('/sell?range=12m');
  expect((await csv(page, 'Zahlen als CSV'))[0]).toMatch(/^\uFEFFVon;Bis;Währung;/);
  expect((await csv(page, 'Zahlen als CSV')).at(-2)).toContain(';3000;');
  expect((await csv(page, 'Aufrufe und Bestellungen als CSV'))[0]).toMatch(/^\uFEFFVon;Bis;Seitenaufrufe;/);
  const sheet = await workbook(page, 'Bestellungen dieses Zeitraums als Excel');
  expect(sheet.sheet).toBe('Bestellungen');
  expect(sheet.data[0]).toEqual(expect.arrayContaining(['Veranstaltung', 'Gesamtpreis (EUR)', 'Gesamtpreis (JPY)']));
  await page.goto('/sell/orders');
  expect((await workbook(page, 'Alle für Excel')).data).toHaveLength(6);
});

test('all listings together keep currencies apart', async ({ open, market, shot }) => {
  const { seller, listing, other } = await business(market);
  const page = await open('seller');
  await signIn(page, seller);
  await page.goto('/sell');
  const revenue = page.getByRole('term').filter({ hasText: 'Revenue' }).first().locator('xpath=..');
  await expect(revenue.getByRole('definition')).toContainText(['€99.95', '¥3,000']);
  for (const currency of ['EUR', 'JPY'])
    await expect(page.getByText(`Revenue in ${currency} by day`).first()).toBeVisible();
  await expect(page.getByRole('article').filter({ hasText: listing.title })).toContainText('€99.95');
  await shot(page, 'overview');

  await page.getByRole('link', { name: 'All orders' }).click();
  await expect(page.getByRole('article')).toHaveCount(5);
  await page.getByRole('link', { name: 'Paid', exact: true }).click();
  await expect(page.getByRole('article')).toHaveCount(3);
  await shot(page, 'orders');
  await page.getByRole('link', { name: other.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: other.title })).toBeVisible();
});

test('the dashboard needs no scripts', async ({ browser, contextOptions, market }) => {
  const { seller, listing } = await business(market);
  const storageState = await seller.request.storageState();
  const context = await browser.newContext({ ...contextOptions, storageState, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/sell');
  await page.getByRole('link', { name: listing.title }).click();
  await expect(figure(page, 'Revenue')).toHaveText('€99.95');
  const column = page.getByRole('img', { name: /^Revenue by day/ }).locator('rect');
  await expect(column).toHaveCount(1);
  expect((await column.boundingBox())!.height).toBeGreaterThan(50);
  await page.getByText('From one day to another').click();
  await page.getByLabel('First day').fill('2020-01-01');
  await page.getByLabel('Last day').fill('2020-01-31');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(figure(page, 'Revenue')).toHaveText('€0');
  await context.close();
});
