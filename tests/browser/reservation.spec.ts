import { payWith, reserve, signIn } from './steps.ts';
import { expect, test } from './test.ts';

test('a hold can be extended once and released', async ({ open, market, shot }) => {
  const listing = await market.list(await market.join('seller'), { quantity: 1 });
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await reserve(page, listing.id);

  await page.getByRole('button', { name: 'More time' }).click();
  await expect(page.getByRole('button', { name: 'More time' })).toBeHidden();
  await expect(page.getByText('You have 5 more minutes. That is all the extra time there is.')).toBeFocused();
  await page.reload();
  await expect(page.getByText('You have had the extra time.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel reservation' }).click();
  await shot(page, 'release');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel reservation' }).click();
  await expect(page.getByRole('heading', { name: 'You cancelled this reservation' })).toBeVisible();
  await expect(page.getByText('You were not charged.')).toBeVisible();
  await shot(page, 'released');
  await page.getByRole('link', { name: 'Back to the event' }).click();
  await expect(page.getByRole('button', { name: /^Reserve for/ })).toBeVisible();
});

test('what is held is seen on every page until it is paid, and its clock stays in sight on a phone', async ({
  open,
  market,
  shot,
}) => {
  const listing = await market.list(await market.join('seller'));
  const page = await open('buyer');
  await page.setViewportSize({ width: 390, height: 844 });
  const buyer = await market.join('buyer');
  await signIn(page, buyer);
  await reserve(page, listing.id);
  const held = page.getByRole('banner').getByRole('link', { name: /An order waits to be paid: \d+:\d\d left/ });
  await expect(held).toBeHidden(); // its own page has a clock of its own
  const clock = page.getByTestId('countdown');
  await page.getByRole('button', { name: /^Pay / }).scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 600);
  await expect(clock).toBeInViewport({ ratio: 1 });
  await shot(page, 'clock-in-sight');

  await page.goto('/');
  await expect(held).toBeVisible();
  await shot(page, 'held');
  const elsewhere = await open('the buyer, elsewhere');
  await signIn(elsewhere, buyer); // where nothing is remembered yet
  await expect(elsewhere.getByRole('banner').getByRole('link', { name: /waits to be paid/ })).toBeVisible();
  await held.click();
  await expect(page.getByRole('heading', { name: 'Checkout' })).toBeVisible();
  await payWith(page, 'Visa');
  await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(held).toHaveCount(0);
});

test('an event that is cancelled ends an open checkout', async ({ open, market, shot }) => {
  const seller = await market.join('seller');
  const listing = await market.list(seller);
  const sellers = await open('seller');
  await signIn(sellers, seller);
  const buyers = await open('buyer');
  await signIn(buyers, await market.join('buyer'));
  await reserve(buyers, listing.id);

  await sellers.goto(`/sell/${listing.id}/edit`);
  await shot(sellers, 'edit');
  await sellers.getByRole('button', { name: 'Cancel this event' }).click();
  await sellers.getByRole('alertdialog').getByRole('button', { name: 'Cancel it for good' }).click();
  await expect(sellers.getByText('This event was cancelled.')).toBeVisible();
  await expect(buyers.getByRole('heading', { name: 'The event was cancelled' })).toBeVisible();
  await shot(buyers, 'event-cancelled');
});

test('what sells out is said at once, and what comes back too', async ({ open, market, shot }) => {
  const listing = await market.list(await market.join('seller'), { quantity: 2 });
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await page.goto(`/tickets/${listing.id}`);
  await expect(page.getByText('2 left')).toBeVisible();

  const rival = await market.join('rival');
  const order = await market.reserve(rival, listing.id, 2);
  await expect(page.getByText('Sold out')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Reserve for/ })).toBeHidden();
  await shot(page, 'sold-out');

  expect((await rival.request.delete(`/api/orders/${order.id}`)).status()).toBe(204);
  await expect(page.getByRole('button', { name: /^Reserve for/ })).toBeVisible();
});

test('a price that changed in the meantime is shown before anything is reserved', async ({ open, market, shot }) => {
  const seller = await market.join('seller');
  const listing = await market.list(seller);
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await page.goto(`/tickets/${listing.id}`);
  const reserveButton = page.getByRole('button', { name: /^Reserve for/ });
  await expect(reserveButton).toHaveText('Reserve for €18.50');

  const changed = await seller.request.put(`/api/tickets/${listing.id}`, { data: { price: '21' } });
  expect(changed.status()).toBe(200);
  // The new price travels to where orders are placed; until it is there, the old one holds.
  await expect(async () => {
    const view = await (await seller.request.get(`/api/tickets/${listing.id}`)).json();
    expect(view.price).toBe(21);
  }).toPass();
  await expect(async () => {
    const probe = await seller.request.post('/api/orders', { data: { ticketId: listing.id, expectedPrice: 1 } });
    expect((await probe.json()).price).toBe(21);
  }).toPass();

  await reserveButton.click();
  await expect(page.getByText('The price has just changed to €21.')).toBeVisible();
  await expect(reserveButton).toHaveText('Reserve for €21');
  await shot(page, 'price-changed');
  await reserveButton.click();
  await expect(page).toHaveURL(/\/orders\//);
});
