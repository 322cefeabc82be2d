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

test('what is wrong with a card is said all at once, at its fields, the first of which has the focus', async ({
  open,
  market,
  shot,
}) => {
  const listing = await market.list(await market.join('seller'));
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await reserve(page, listing.id);

  const [number, expiry, code] = ['Card number', 'Expiry', 'Security code'].map((name) => page.getByLabel(name));
  const pay = page.getByRole('button', { name: /^Pay / });
  await pay.click();
  for (const field of [number!, expiry!, code!]) await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(number!).toBeFocused();
  await expect(number!).toBeInViewport({ ratio: 1 });
  await shot(page, 'all-at-once');
  await number!.fill('4242424242424241');
  await expiry!.fill('1230');
  await code!.fill('123');
  await pay.click();
  await expect(number!).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Your card number is incorrect.')).toBeVisible();
  await expect(expiry!).not.toHaveAttribute('aria-invalid', 'true');
});

test('a network that fails is told beside the button, and the card can be sent again', async ({
  open,
  market,
  shot,
}) => {
  const listing = await market.list(await market.join('seller'));
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await reserve(page, listing.id);
  await page.route('**/stripe-sandbox/tokens', (route) => route.abort('aborted'));
  await payWith(page, 'Visa');
  const told = page.getByRole('alert').filter({ hasText: 'We could not hear back about your payment.' });
  await expect(told).toBeFocused();
  const [above, button] = [await told.boundingBox(), await page.getByRole('button', { name: /^Pay / }).boundingBox()];
  expect(Math.abs(above!.y + above!.height - button!.y)).toBeLessThan(40);
  await expect(page.getByLabel('Card number')).not.toHaveAttribute('aria-invalid', 'true');
  await shot(page, 'beside-the-button');
  await page.unroute('**/stripe-sandbox/tokens');
  await payWith(page, 'Visa');
  await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
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
