import { readFile } from 'node:fs/promises';
import { expectAccessible } from './accessible.ts';
import { signIn } from './steps.ts';
import { expect, test } from './test.ts';

test('one takes all of one’s data along, and deletes the account', async ({ open, market, shot }) => {
  test.slow();
  const [seller, person] = [await market.join('seller'), await market.join('leaver')];
  const listing = await market.list(seller);
  const order = await market.reserve(person, listing.id);
  await market.pay(person, order.id);
  const unsold = await market.list(person);
  const admissions = async () =>
    (await (await person.request.get(`/api/tickets/admissions?orderId=${order.id}`)).json()).length;
  await expect.poll(admissions).toBe(1);

  const page = await open('leaver');
  await signIn(page, person);
  await page.goto('/account');
  await expectAccessible(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download my data' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^frontrow-\d{4}-\d\d-\d\d\.json$/);
  const data = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(data.account.email).toBe(person.email);
  expect(data.listings.map(({ id }: { id: string }) => id)).toEqual([unsold.id]);
  expect(data.orders.map(({ id }: { id: string }) => id)).toEqual([order.id]);
  expect(data.orders[0].payments[0].status).toBe('captured');
  expect(data.orders[0].timeline.length).toBeGreaterThan(2);
  expect(data.admissions).toHaveLength(1);
  expect(data.sessions.length).toBeGreaterThanOrEqual(2);

  await page.getByRole('link', { name: 'Delete my account' }).click();
  await expect(page.getByText('You have a ticket to use.')).toBeVisible();
  await expect(page.getByText('What has to stay, and why')).toBeVisible();
  await expect(page.getByText(unsold.title)).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'delete');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('Password is wrong')).toBeVisible();
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page).toHaveURL('/goodbye');
  await expectAccessible(page);
  await shot(page, 'goodbye');

  // Gone here, at once; void everywhere, and off sale, as soon as the others have heard.
  await page.goto('/account');
  await expect(page).toHaveURL('/signin?next=%2Faccount');
  await expect.poll(async () => (await person.request.get('/api/orders')).status()).toBe(401);
  const status = async () => (await (await seller.request.get(`/api/tickets/${unsold.id}`)).json()).status;
  await expect.poll(status).toBe('cancelled');
  const anew = await seller.request.post('/api/users/signUp', {
    data: { email: person.email, password: person.password },
  });
  expect(anew.status()).toBe(201);
});

test('an event that people have paid for stands in the way', async ({ open, market, shot }) => {
  const [seller, buyer] = [await market.join('seller'), await market.join('buyer')];
  const listing = await market.list(seller);
  await market.pay(buyer, (await market.reserve(buyer, listing.id)).id);
  const sold = async () => (await (await seller.request.get('/api/tickets/selling')).json())[0].sold;
  await expect.poll(sold).toBe(1);

  const page = await open('seller');
  await signIn(page, seller);
  await page.goto('/account/delete');
  await expect(page.getByText('People have bought tickets for your events.')).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: listing.title })).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveCount(0);
  await expectAccessible(page);
  await shot(page, 'in-the-way');
});
