import { query } from '../system/support/databases.ts';
import { reserve, signIn } from './steps.ts';
import { expect, test } from './test.ts';

test('a hold that runs out ends the checkout by itself, also while a card is typed', async ({ open, market, shot }) => {
  const listing = await market.list(await market.join('seller'), { quantity: 1 });
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  await reserve(page, listing.id);

  // Instead of waiting for a quarter of an hour: the deadline comes closer, in the database that judges it.
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const soon = `clock_timestamp() + interval '15 seconds'`;
  await query('orders', `update orders set hold_until = ${soon}, expires_at = ${soon} where id = $1`, [id]);
  await page.reload();
  await expect(page.getByTestId('countdown')).toHaveText(/^0:\d\d$/);
  await shot(page, 'last-seconds');
  await page.getByLabel('Card number').pressSequentially('4242 4242 4');
  await expect(page.getByRole('heading', { name: 'The time to pay ran out' })).toBeFocused({ timeout: 40_000 });
  await expect(page.getByText('You were not charged')).toBeVisible();
  await expect(page.getByLabel('Card number')).toBeHidden();
  await shot(page, 'expired');
  await page.getByRole('link', { name: 'Back to the event' }).click();
  await expect(page.getByRole('button', { name: /^Reserve for/ })).toBeVisible();
});
