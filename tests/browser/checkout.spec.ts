import type { Page } from '@playwright/test';
import { enter, payWith, reserve, signIn } from './steps.ts';
import { expect, test } from './test.ts';

const secondsLeft = async (page: Page) => {
  const clock = page.getByTestId('countdown');
  await expect(clock).toHaveText(/^\d+:\d\d$/);
  const [minutes = 0, seconds = 0] = (await clock.textContent())!.split(':').map(Number);
  return minutes * 60 + seconds;
};

test('two buyers want the last ticket: one gets it, and both are told the truth', async ({ open, market, shot }) => {
  const listing = await market.list(await market.join('seller'), { quantity: 1 });
  const pages = await Promise.all(['first buyer', 'second buyer'].map(open));
  const buyers = await Promise.all(pages.map(() => market.join('buyer')));
  // Neither request leaves before both are there.
  let waiting = 0;
  let go = () => {};
  const bothAsked = new Promise<void>((resolve) => {
    go = resolve;
  });
  for (const [index, page] of pages.entries()) {
    await signIn(page, buyers[index]!);
    await page.goto(`/tickets/${listing.id}`);
    await page.route('**/api/orders', async (route) => {
      waiting += 1;
      if (waiting === pages.length) go();
      await bothAsked;
      await route.continue();
    });
  }
  await Promise.all(pages.map((page) => page.getByRole('button', { name: /^Reserve for/ }).click()));
  const checkout = (page: Page) => page.getByRole('heading', { name: 'Checkout' });
  await expect
    .poll(async () => (await Promise.all(pages.map((page) => checkout(page).isVisible()))).filter(Boolean).length)
    .toBe(1);
  const won = (await checkout(pages[0]!).isVisible()) ? 0 : 1;
  const [winner, loser] = [pages[won]!, pages[1 - won]!];

  await expect(loser.getByText('Sold out')).toBeVisible();
  await expect(loser.getByText('Someone was faster.')).toBeVisible();
  await expect(loser.getByRole('button', { name: /^Reserve for/ })).toBeHidden();
  await shot(loser, 'someone-was-faster');
  await payWith(winner, 'Visa');
  await expect(winner.getByRole('img', { name: /^QR code of ticket/ })).toHaveCount(1);
  await loser.goto('/orders');
  await expect(loser.getByRole('heading', { name: 'No orders yet' })).toBeVisible();
});

test('going back or loading again loses nothing and buys nothing twice', async ({ open, market }) => {
  const listing = await market.list(await market.join('seller'), { quantity: 3 });
  const buyer = await market.join('buyer');
  const page = await open('buyer');
  await signIn(page, buyer);
  await reserve(page, listing.id);
  const order = page.url();
  const before = await secondsLeft(page);

  await test.step('from the checkout to the event and on again: the same hold, and its clock has gone on', async () => {
    await page.goBack();
    await expect(page.getByText('2 left')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Reserve for/ })).toBeEnabled();
    await page.goForward();
    await expect(page).toHaveURL(order);
    await page.reload();
    expect(await secondsLeft(page)).toBeLessThanOrEqual(before);
  });

  await test.step('back from the bank: the payment goes on where it was', async () => {
    await payWith(page, '3-D Secure');
    await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(order);
    const on = page.getByRole('link', { name: 'Continue to your bank' });
    await expect(on).toBeVisible();
    await expect(page.getByRole('button', { name: /^Pay / })).toBeHidden();
    await page.reload();
    await on.click();
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
  });

  await test.step('after it is paid: still paid, once', async () => {
    await page.reload();
    await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toHaveCount(1);
    await page.goBack();
    await page.goto(order);
    await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
    const orders = await (await buyer.request.get('/api/orders')).json();
    expect(orders).toHaveLength(1);
    const payments = await (await buyer.request.get(`/api/payments?orderId=${orders[0].id}`)).json();
    expect(payments.map(({ status }: { status: string }) => status)).toEqual(['captured']);
  });
});

test('whose session ends at the checkout is told so, and comes back to the same hold', async ({
  open,
  market,
  shot,
}) => {
  const listing = await market.list(await market.join('seller'));
  const buyer = await market.join('buyer');
  const page = await open('buyer');
  await signIn(page, buyer);
  await reserve(page, listing.id);
  const order = page.url();
  await expect(page.getByRole('button', { name: /^Visa ••••/ })).toBeVisible();

  // From another browser, as the page of the account does it.
  const sessions: { id: string; current: boolean }[] = await (await buyer.request.get('/api/users/sessions')).json();
  const other = sessions.find(({ current }) => !current)!;
  expect((await buyer.request.delete(`/api/users/sessions/${other.id}`)).ok()).toBe(true);
  // Payments hears of it over the bus.
  const paymentsKnows = async () =>
    (await page.request.get('/api/payments?orderId=00000000-0000-7000-8000-000000000000')).status();
  await expect.poll(paymentsKnows).toBe(401);

  await payWith(page, 'Visa');
  await expect(page).toHaveURL(/\/signin\?next=/);
  await expect(page.getByText('You were signed out.')).toBeVisible();
  await expect(page.getByText('Nothing was charged')).toBeVisible();
  await shot(page, 'signed-out');
  await enter(page, buyer);
  await expect(page).toHaveURL(order);
  await expect(page.getByTestId('countdown')).toHaveText(/^\d+:\d\d$/);
  await payWith(page, 'Visa');
  await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
});
