import { unique } from './market.ts';
import { payWith, readQr, signUp } from './steps.ts';
import { expect, test } from './test.ts';

test('a ticket goes from its seller through the door', async ({ open, shot }) => {
  const title = unique('Moonlight Sonata');
  const seller = await open('seller');
  const buyer = await open('buyer');

  await test.step('the seller signs up and lists tickets', async () => {
    await signUp(seller, 'seller');
    await seller.goto('/sell');
    await shot(seller, 'no-listings');
    await seller.getByRole('link', { name: 'List tickets' }).first().click();
    await seller.getByLabel('Title').fill(title);
    await seller.getByLabel('Price').fill('free');
    await seller.getByRole('button', { name: 'Put on sale' }).click();
    await expect(seller.getByText('Price must be')).toBeVisible();
    await expect(seller.getByLabel('Title')).toHaveValue(title);
    await shot(seller, 'error-at-the-field');

    await seller.getByLabel('Price').fill('24.50');
    await seller.getByLabel('Currency').selectOption('EUR');
    await seller.getByLabel('Tickets', { exact: true }).fill('12');
    await seller.getByLabel('Category').selectOption('Classical');
    await seller.getByLabel('Start').fill('2031-05-03T19:30');
    await seller.getByText('More about times').click();
    await seller.getByLabel('Scans count from').fill('2026-01-01T12:00');
    await seller.getByLabel('Venue').fill('Philharmonie');
    await seller.getByLabel('City').fill('Berlin');
    await seller.getByRole('button', { name: 'Put on sale' }).click();
    await expect(seller.getByRole('heading', { name: title })).toBeVisible();
    await expect(seller.getByText('Saturday 3 May 2031, 7:30 pm')).toBeVisible();
    await shot(seller, 'listed');
  });

  await test.step('the buyer signs up and finds it', async () => {
    await signUp(buyer, 'buyer');
    await shot(buyer, 'home');
    await buyer.getByRole('searchbox', { name: 'What would you like to see?' }).fill(title);
    await buyer.getByRole('button', { name: 'Search' }).click();
    await expect(buyer).toHaveURL(/q=/);
    await shot(buyer, 'found');
    await buyer.getByRole('link', { name: title }).click();
    await expect(buyer.getByText('12 left')).toBeVisible();
    await shot(buyer, 'ticket');
  });

  await test.step('two are reserved, and everyone sees it', async () => {
    await buyer.getByRole('button', { name: 'One more' }).click();
    await buyer.getByRole('button', { name: 'Reserve for €49' }).click();
    await expect(buyer).toHaveURL(/\/orders\//);
    await expect(seller.getByText('10 left')).toBeVisible();
    const clock = buyer.getByTestId('countdown');
    await expect(clock).toHaveText(/^\d+:\d\d$/);
    const before = await clock.textContent();
    await expect(clock).not.toHaveText(before ?? '');
    await shot(buyer, 'checkout');
  });

  await test.step('a declined card leaves the order payable', async () => {
    await payWith(buyer, 'Insufficient funds');
    await expect(buyer.getByText('Your card has insufficient funds.').first()).toBeVisible();
    await expect(buyer.getByRole('button', { name: 'Pay €49' })).toBeEnabled();
    await shot(buyer, 'declined');
  });

  await test.step('a good card completes it, and the tickets are there', async () => {
    await payWith(buyer, 'Visa');
    await expect(buyer.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
    await expect(buyer.getByRole('img', { name: /^QR code of ticket/ })).toHaveCount(2);
    await shot(buyer, 'complete');
    await buyer.getByRole('link', { name: 'All my tickets' }).click();
    await expect(buyer.getByRole('heading', { name: title })).toBeVisible();
    await shot(buyer, 'my-tickets');
  });

  const code = await readQr(buyer.getByRole('img', { name: 'QR code of ticket 1 of 2' }));

  await test.step('the door lets it in once', async () => {
    await seller.goto('/sell');
    await expect(seller.getByText('2 of 12')).toBeVisible();
    await shot(seller, 'figures');
    await seller.getByRole('link', { name: 'Door' }).click();
    await expect(seller.getByTestId('admitted')).toHaveText('0 of 2');
    const verdict = seller.getByRole('main').getByRole('alert').first();
    const scan = async (text: string) => {
      await seller.getByLabel('Or enter the code').fill(text);
      await seller.getByRole('button', { name: 'Check in' }).click();
    };

    await scan(code);
    await expect(verdict).toContainText('Welcome');
    await expect(verdict).toContainText('Ticket 1 of 2');
    const usedAt = await verdict.getByRole('time').getAttribute('datetime');
    await expect(seller.getByTestId('admitted')).toHaveText('1 of 2');
    await shot(seller, 'admitted');

    await scan(code);
    await expect(verdict).toContainText('Already used');
    await expect(verdict.getByRole('time')).toHaveAttribute('datetime', usedAt ?? '');
    await shot(seller, 'used-already');

    await scan('A'.repeat(code.length));
    await expect(verdict).toContainText('Refused');
    await shot(seller, 'forged');
  });

  await test.step('the buyer sees that it was used', async () => {
    await buyer.reload();
    await expect(buyer.getByText(/^Used /)).toBeVisible();
    await buyer.goto('/orders');
    await expect(buyer.getByRole('link', { name: title })).toBeVisible();
    await shot(buyer, 'orders');
  });
});
