import { payWith, reserve, signIn } from './steps.ts';
import { expect, test } from './test.ts';

test('a card that asks for 3-D Secure pays after the challenge, and not if it is refused', async ({
  open,
  market,
  shot,
}) => {
  const listing = await market.list(await market.join('seller'));
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await reserve(page, listing.id);
  const order = page.url();

  await payWith(page, '3-D Secure');
  await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
  await shot(page, 'challenge');
  await page.getByRole('button', { name: 'Fail the authentication' }).click();
  await expect(page).toHaveURL(order);
  await expect(page.getByText('You were not charged').first()).toBeVisible();
  await shot(page, 'challenge-failed');

  await payWith(page, '3-D Secure');
  await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
  await page.goto(order);
  await page.getByRole('link', { name: 'Continue to your bank' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page).toHaveURL(order);
  await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
  await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toBeVisible();
  await shot(page, 'complete');
});

test('a wrong card number is said at its field', async ({ open, market }) => {
  const listing = await market.list(await market.join('seller'));
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await reserve(page, listing.id);

  await page.getByLabel('Card number').fill('4242424242424241');
  await page.getByLabel('Expiry').fill('1230');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay / }).click();
  await expect(page.getByLabel('Card number')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Your card number is incorrect.')).toBeVisible();
});

test('a paid order can be returned for a refund', async ({ open, market, shot }) => {
  const startsAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const listing = await market.list(await market.join('seller'), { startsAt });
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await reserve(page, listing.id);
  await payWith(page, 'Visa');
  await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toBeVisible();

  await page.getByRole('button', { name: 'Return the tickets' }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Refund/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Refunded' })).toBeVisible();
  await shot(page, 'refunded');
});
