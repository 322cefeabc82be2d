import { Buffer } from 'node:buffer';
import type { Locator } from '@playwright/test';
import { PNG } from 'pngjs';
import { expectAccessible } from './accessible.ts';
import { type Person, unique } from './market.ts';
import { payWith, reserve, signIn } from './steps.ts';
import { expect, test } from './test.ts';

/** A red sheet with a blue edge, as large as a poster has to be. */
function aPoster(width = 500, height = 600): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < png.data.length; at += 4)
    png.data.writeUInt32BE(at < width * 400 ? 0x2040c0ff : 0xc02020ff, at);
  return PNG.sync.write(png);
}
const file = (name: string, buffer: Buffer, mimeType = 'image/png') => ({ name, mimeType, buffer });
/** The image has come and can be shown. */
const expectDrawn = (image: Locator) =>
  expect.poll(() => image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);

const give = async (seller: Person, id: string): Promise<void> => {
  const headers = { 'content-type': 'image/png' };
  const answer = await seller.request.put(`/api/tickets/${id}/poster`, { headers, data: aPoster() });
  expect(answer.status(), await answer.text()).toBe(200);
};

test('a seller gives a new listing a poster, changes it and takes it away', async ({ open, market, request, shot }) => {
  const title = unique('Lantern Parade');
  const page = await open('seller');
  await signIn(page, await market.join('seller'));
  await page.goto('/sell/new');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Price').fill('20');
  const choose = page.getByLabel(/^(Choose an|Replace the) image$/);

  await expect(choose).toBeEnabled();
  await choose.setInputFiles(file('words.txt', Buffer.from('not a picture'), 'text/plain'));
  await expect(page.getByText('The image must be a JPEG, PNG, WebP or AVIF file.')).toBeVisible();
  await choose.setInputFiles(file('huge.png', Buffer.alloc(9 * 2 ** 20)));
  await expect(page.getByText('The image must be at most 8 MB; this one has 9.0 MB.')).toBeVisible();
  await choose.setInputFiles(file('poster.png', aPoster()));
  await expectDrawn(page.getByRole('img', { name: 'Poster of this listing' }));
  await expect(page.getByText('poster.png')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'chosen');

  await page.getByRole('button', { name: 'Put on sale' }).click();
  const poster = page.getByRole('img', { name: `Poster of ${title}` });
  await expectDrawn(poster);
  await expect(poster).toHaveAttribute('fetchpriority', 'high');
  await expect(poster).toHaveAttribute('width', '500');
  await shot(page, 'ticket');
  const id = page.url().split('/').at(-1)!;

  const shared = await request.get(`/tickets/${id}/preview.png`);
  const { data, width } = PNG.sync.read(await shared.body());
  // In the middle of the right half, where the drawing would be, is the sheet's red.
  const middle = (500 * width + 900) * 4;
  expect([data[middle]! > 150, data[middle + 2]! < 90]).toEqual([true, true]);

  await page.goto(`/sell/${id}/edit`);
  await expect(choose).toBeEnabled();
  await choose.setInputFiles(file('liar.png', Buffer.from('<svg onload="alert(1)"/>')));
  await expect(
    page.getByText(/^The image must be a JPEG, PNG, WebP or AVIF image; what was sent is none/),
  ).toBeVisible();
  await choose.setInputFiles(file('wide.png', aPoster(900, 600)));
  await expect(page.getByText('The poster is saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove the image' }).click();
  await expect(page.getByText('The image is removed; we draw a poster again.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/tickets/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(poster).toHaveCount(0);
});

test('a listing whose poster fails is on sale all the same, and the poster can be sent again', async ({
  open,
  market,
}) => {
  const page = await open('seller');
  await signIn(page, await market.join('seller'));
  await page.goto('/sell/new');
  const title = unique('Lantern Parade');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Price').fill('20');
  const choose = page.getByLabel('Choose an image');
  await expect(choose).toBeEnabled();
  await choose.setInputFiles(file('small.png', aPoster(300, 300)));
  await page.getByRole('button', { name: 'Put on sale' }).click();
  await expect(page.getByText('Your listing is on sale, but its poster could not be uploaded.')).toBeVisible();
  await expect(page.getByText('must be at least 400 pixels wide and high; it is 300 × 300')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Put on sale' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Choose another on the edit page' }).click();
  await expect(choose).toBeEnabled();
  await choose.setInputFiles(file('poster.png', aPoster()));
  await expect(page.getByText('The poster is saved.')).toBeVisible();
  await page.goto(`/?q=${encodeURIComponent(title)}`);
  await expectDrawn(page.getByRole('article').filter({ hasText: title }).locator('img'));
});

test('a poster is shown with the order and the tickets', async ({ open, market, shot }) => {
  const seller = await market.join('seller');
  const listing = await market.list(seller);
  await give(seller, listing.id);
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await reserve(page, listing.id);
  await expectDrawn(page.getByRole('complementary', { name: 'Your order' }).locator('img'));
  await payWith(page, 'Visa');
  await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toBeVisible();
  await page.goto('/my-tickets');
  await expectDrawn(page.getByRole('main').locator('img').first());
  await shot(page, 'my-tickets');
});

test('an event tells its time by its own clocks, and by the reader’s where they differ', async ({
  open,
  market,
  request,
}) => {
  const seller = await market.join('seller');
  const fields = { startsAt: '2031-05-03T17:30:00Z', city: 'Tokyo' };
  const listing = await market.list(seller, { ...fields, timeZone: 'Asia/Tokyo' });
  const page = await open('visitor in Berlin');
  await page.goto(`/tickets/${listing.id}`);
  await expect(page.getByText('Sunday 4 May 2031, 2:30 am GMT+9')).toBeVisible();
  await expect(page.getByText('Sat 3 May 2031, 7:30 pm for you')).toBeVisible();
  const data = await page.locator('script[type="application/ld+json"]').textContent();
  expect(JSON.parse(data!).startDate).toBe('2031-05-04T02:30:00+09:00');
  await page.goto(`/?q=${encodeURIComponent(listing.title)}`);
  await expect(page.getByRole('article').getByText('4 May 2031, 2:30 am', { exact: true })).toBeVisible();
  await expect(page.getByText(/for you/)).toHaveCount(0); // a card has one line for it

  const near = await market.list(seller, { ...fields, timeZone: 'Europe/Paris' });
  await page.goto(`/tickets/${near.id}`);
  await expect(page.getByText('Saturday 3 May 2031, 7:30 pm', { exact: true })).toBeVisible();
  await expect(page.getByText(/for you/)).toHaveCount(0);
  const calendar = await (await request.get(`/tickets/${listing.id}/calendar.ics`)).text();
  expect(calendar.replaceAll('\r\n ', '')).toContain('Starts Sunday 4 May 2031\\, 2:30\u00a0am (Asia/Tokyo)');
});

test('a seller types the time of the event’s clocks; what cannot be meant is said at its field', async ({
  open,
  market,
}) => {
  const page = await open('seller in Berlin');
  const seller = await market.join('seller');
  await signIn(page, seller);
  await page.goto('/sell/new');
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Berlin');
  await page.getByLabel('Title').fill(unique('Lantern Parade'));
  await page.getByLabel('Start').fill('2031-03-30T02:30');
  await page.getByLabel('Price').fill('1,250');
  await page.getByRole('button', { name: 'Put on sale' }).click();
  await expect(page.getByText('Price could mean 1250 or 1.250')).toBeVisible();
  await expect(page.getByText('Start is a time that clocks in Europe/Berlin skip on that day')).toBeVisible();
  await page.getByLabel('Price').fill('12,50');
  await page.getByLabel('Time zone').fill('Nowhere/Land');
  await page.getByRole('button', { name: 'Put on sale' }).click();
  await expect(page.getByText('Time zone must be one of the list')).toBeVisible();
  await page.getByLabel('Time zone').fill('America/New_York');
  await page.getByRole('button', { name: 'Put on sale' }).click();
  await expect(page).toHaveURL(/\/tickets\//);
  const id = page.url().split('/').at(-1)!;
  const listing = await (await seller.request.get(`/api/tickets/${id}`)).json();
  expect(listing).toMatchObject({ price: 12.5, startsAt: '2031-03-30T06:30:00.000Z', timeZone: 'America/New_York' });
  await page.goto(`/sell/${id}/edit`);
  await expect(page.getByLabel('Start')).toHaveValue('2031-03-30T02:30');
  await expect(page.getByLabel('Time zone')).toHaveValue('America/New_York');
});

test('a title that turns the direction of writing turns nothing beside it', async ({ open, market }) => {
  const seller = await market.join('seller');
  const listing = await market.list(seller, { title: unique('\u202eevil'), venue: '\u202eeunev', city: 'Lyon' });
  const page = await open('visitor');
  await page.goto(`/?q=${encodeURIComponent(listing.title.slice(1))}`);
  const card = page.getByRole('article').filter({ has: page.getByRole('link', { name: listing.title }) });
  // Every word of a stranger is in an element of its own that keeps its direction to itself.
  await expect(card.locator('bdi')).toHaveText([listing.title, '\u202eeunev, Lyon']);
  expect(
    await card
      .locator('bdi')
      .first()
      .evaluate((bdi) => getComputedStyle(bdi).unicodeBidi),
  ).toMatch(/^isolate/);
});

test('titles and places as long as they may be fit a telephone', async ({ open, market, shot }) => {
  const seller = await market.join('seller');
  const long = { title: unique('W'.repeat(110)).slice(-120), venue: 'V'.repeat(120), city: 'C'.repeat(80) };
  const listing = await market.list(seller, { ...long, startsAt: '2031-05-03T17:30:00Z', timeZone: 'Asia/Tokyo' });
  await give(seller, listing.id);
  const page = await open('someone on a telephone');
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, seller);
  await reserve(page, listing.id);
  const order = page.url();
  for (const path of [
    order,
    '/orders',
    `/tickets/${listing.id}`,
    '/sell',
    `/sell/${listing.id}/edit`,
    `/sell/${listing.id}/check-in`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await shot(page, 'narrow');
  }
  await page.goto(`/?q=${encodeURIComponent(listing.title)}`);
  await expect(page.getByRole('article')).toHaveCount(1);
  await shot(page, 'narrow');
});
