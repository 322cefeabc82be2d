import { expectAccessible } from './accessible.ts';
import { atTheDoor, bought, openOf } from './door.ts';
import { readQr } from './steps.ts';
import { expect, test } from './test.ts';

test('the door goes on without a connection, and catches up', async ({ browser, contextOptions, market, shot }) => {
  test.slow();
  const [seller, buyer] = [await market.join('seller'), await market.join('buyer')];
  const listing = await market.list(seller);
  expect((await buyer.request.put('/api/users/name', { data: { name: 'Ada Lovelace' } })).status()).toBe(200);
  const [first, second, third] = (await bought(market, buyer, listing.id, 3)) as [string, string, string];
  const page = await openOf(browser, contextOptions, seller);
  const door = atTheDoor(page);

  await page.goto(`/sell/${listing.id}/check-in`);
  await page.getByRole('button', { name: 'Take the guest list' }).click();
  await expect(page.getByText(/^This device has the guest list, as it was at/)).toBeVisible();
  await expect(page.getByText('This page is kept on this device')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'with-the-list');

  await page.context().setOffline(true);
  await expect(door.connection).toContainText('No connection. This device lets people in by its own guest list.');
  await door.scan(first, 'admitted');
  await expect(door.verdict).toContainText('Ticket 1 of 3');
  await expect(door.verdict).toContainText('Ada Lovelace');
  await door.scan(second, 'admitted');
  await door.scan(first, 'used');
  await door.scan('A'.repeat(first.length), 'refused');
  await expect(door.connection).toContainText('2 scans are to be sent.');
  await expect(door.admitted).toHaveText('2 of 3');
  await expectAccessible(page);
  await shot(page, 'offline');

  // Closed and opened again, it still knows whom it let in.
  await page.reload();
  await expect(door.connection).toContainText('2 scans are to be sent.');
  await expect(door.admitted).toHaveText('2 of 3');
  await door.scan(second, 'used');

  // Meanwhile another device, which is connected, lets the bearer of a copy in.
  const data = { scanId: crypto.randomUUID(), code: second };
  const online = await seller.request.post(`/api/tickets/${listing.id}/check-ins`, { data });
  expect(online.status()).toBe(200);

  await page.context().setOffline(false);
  await expect(door.connection).toContainText('Connected.');
  await expect(door.connection).not.toContainText('to be sent');
  await expect(door.admitted).toHaveText('2 of 3');
  const conflict = page.locator('[data-conflict=used]');
  await expect(conflict).toHaveCount(1);
  await expect(conflict).toContainText('Ticket 2 of 3 let two people in');
  await expectAccessible(page);
  await shot(page, 'conflict');
  await door.scan(first, 'used');
  await door.scan(third, 'admitted');
  await expect(door.admitted).toHaveText('3 of 3');

  // The other devices at this door see it, too, and who has the list.
  const other = await openOf(browser, contextOptions, seller);
  await other.goto(`/sell/${listing.id}/check-in`);
  await expect(other.locator('[data-conflict=used]')).toHaveCount(1);
  await expect(other.getByText(/^Another device has the guest list: Chrome on Linux, taken by seller-/)).toBeVisible();
  await other.getByRole('button', { name: 'Take the list over' }).click();
  await other.getByRole('alertdialog').getByRole('button', { name: 'Take it over' }).click();
  await expect(other.getByText(/^This device has the guest list, as it was at/)).toBeVisible();
  await other.context().close();
  await page.context().close();
});

test('a device without the guest list lets nobody in without a connection', async ({
  browser,
  contextOptions,
  market,
}) => {
  const seller = await market.join('seller');
  const listing = await market.list(seller);
  const [code] = await bought(market, await market.join('buyer'), listing.id, 1);
  const page = await openOf(browser, contextOptions, seller);
  await page.goto(`/sell/${listing.id}/check-in`);
  await expect(page.getByRole('button', { name: 'Take the guest list' })).toBeEnabled();
  await page.context().setOffline(true);
  const door = atTheDoor(page);
  await expect(door.connection).toContainText('This device has no guest list, so it can let nobody in.');
  await door.scan(code!, 'unknown');
  await page.context().setOffline(false);
  await expect(door.connection).toContainText('Connected.');
  await door.scan(code!, 'admitted');
  await page.context().close();
});

test('my tickets open without a connection once they were opened, until one signs out', async ({
  browser,
  contextOptions,
  market,
}) => {
  const seller = await market.join('seller');
  const buyer = await market.join('buyer');
  const listing = await market.list(seller);
  const [code] = await bought(market, buyer, listing.id, 1);
  const page = await openOf(browser, contextOptions, buyer);
  const qr = page.getByRole('img', { name: /^QR code of ticket 1 of 1/ });
  await page.goto('/my-tickets');
  await expect(page.getByText('This page is kept on this device')).toBeVisible();

  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: listing.title })).toBeVisible();
  expect(await readQr(qr)).toBe(code);

  await page.context().setOffline(false);
  await page.reload();
  await page.getByRole('banner').locator('summary').click();
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/');
  expect(await page.evaluate(() => caches.has('frontrow-pages-1'))).toBe(false);
  await page.context().setOffline(true);
  await page.goto('/my-tickets');
  await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
  await page.context().close();
});
