import { expectAccessible } from './accessible.ts';
import { payWith, reserve, signIn } from './steps.ts';
import { expect, test } from './test.ts';

test('what visitors see can be used by everyone', async ({ open, market, shot }) => {
  test.slow();
  const listing = await market.list(await market.join('seller'), { description: 'Bring a lantern.', city: 'Lyon' });
  const visitor = await open('visitor');
  for (const path of [
    '/',
    '/?q=nothing+is+called+this&from=2031-01-01',
    '/?city=Lyon&maxPrice=60&available=true&sort=price',
    `/tickets/${listing.id}`,
    `/organisers/${listing.sellerId}`,
    '/help',
    '/privacy',
    '/signin',
    '/signin?next=/orders&ended=1',
    '/signup',
    '/verify-email?token=none',
    '/offline',
    '/nowhere',
  ]) {
    await visitor.goto(path);
    await expectAccessible(visitor);
    await shot(visitor, 'page');
  }
});

test('what members see can be used by everyone', async ({ open, market, shot }) => {
  test.slow();
  const seller = await market.join('seller');
  const listing = await market.list(seller);
  const page = await open('member');
  await signIn(page, seller);
  await reserve(page, listing.id);
  const order = page.url();
  await expect(page.getByRole('button', { name: /^Visa ••••/ })).toBeVisible();
  await expectAccessible(page);
  await payWith(page, 'Visa');
  await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toBeVisible();
  for (const path of [
    order,
    '/my-tickets',
    '/orders',
    '/sell',
    `/sell/${listing.id}`,
    '/sell/orders',
    '/sell/new',
    `/sell/${listing.id}/edit`,
    `/sell/${listing.id}/check-in`,
    '/account',
    '/account/signing-in',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
    await shot(page, 'page');
  }
});

test('what operators see can be used by everyone, and others do not see it', async ({ open, market, shot }) => {
  test.slow();
  const [seller, buyer] = await Promise.all([market.join('seller'), market.join('buyer')]);
  const order = await market.reserve(buyer, (await market.list(seller)).id);
  const page = await open('operator');
  await signIn(page, { email: 'operator@frontrow.test', password: 'front-row-demo' });
  await page.goto('/operator/promises');
  await expect(page.getByRole('listitem').filter({ hasText: 'No unit is held or sold twice' })).toBeVisible();
  const heard = page.getByText('Events heard').locator('xpath=..').getByRole('definition');
  const before = (await heard.textContent())!;
  await market.list(seller);
  await expect(heard).not.toHaveText(before); // by itself
  await expectAccessible(page);
  await shot(page, 'promises');

  await page.goto(`/operator?order=${order.id}`);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'What every service told of it' }).click();
  await expect(page.getByText(/^Reserved: 1 ×/)).toBeVisible();
  await page.getByText('order.created, version 1').click();
  await expect(page.getByRole('region', { name: 'The event as it was heard' })).toContainText(order.id);
  await expectAccessible(page);
  await shot(page, 'order');

  await page.goto('/operator');
  const work = page.getByRole('region', { name: 'Work in flight' });
  const rows = work.getByRole('listitem');
  await expect(rows).toHaveCount(6);
  for (const row of await rows.all()) {
    await expect(row.getByText('To publish').locator('xpath=..').getByRole('definition').first()).toHaveText(/^\d/);
    await expect(row.getByRole('definition').last()).toHaveText(/^\d/); // one of its consumers
  }
  await expectAccessible(page);
  await shot(page, 'work');
  await page.route('**/api/payments/backlog', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), busConnected: false } });
  });
  await expect(work.getByRole('status')).toContainText('Bus out of reach for payments'); // by itself
  await expectAccessible(page);
  await shot(page, 'no-bus');
  await page.unrouteAll({ behavior: 'wait' }); // one may be under way
  await expect(work.getByRole('status')).not.toContainText('payments');

  const stranger = await open('stranger');
  await signIn(stranger, buyer);
  const forOperators = ['', '/promises', '/payments', '/lookup', '/record', `/orders/${order.id}`];
  for (const path of forOperators.map((page) => `/operator${page}`)) {
    await stranger.goto(path);
    await expect(stranger.getByRole('heading', { name: 'This seat does not exist' })).toBeVisible();
  }
});

test('searching and filtering work without scripts', async ({ browser, contextOptions, market }) => {
  const listing = await market.list(await market.join('seller'), { city: 'Porto' });
  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('searchbox', { name: 'What would you like to see?' }).fill(listing.title);
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('link', { name: listing.title })).toBeVisible();
  await page.getByText('Filter and sort').click();
  await page.getByLabel('City').fill('Lisbon');
  await page.getByRole('button', { name: 'Show events' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing matches that' })).toBeVisible();
  await page.getByRole('link', { name: /everywhere$/ }).click();
  await expect(page.getByRole('link', { name: listing.title })).toBeVisible();
  await context.close();
});

test('every page brings a policy that lets nothing foreign in', async ({ request }) => {
  const answer = await request.get('/');
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-\w+' 'strict-dynamic';/);
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain('http');
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
});

test('someone else’s order is not there', async ({ open, market }) => {
  const listing = await market.list(await market.join('seller'));
  const order = await market.reserve(await market.join('buyer'), listing.id);
  const page = await open('stranger');
  await signIn(page, await market.join('stranger'));
  await page.goto(`/orders/${order.id}`);
  await expect(page.getByRole('heading', { name: 'This seat does not exist' })).toBeVisible();
  for (const path of [`/sell/${listing.id}/edit`, `/sell/${listing.id}`, '/sell/nothing']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'This seat does not exist' })).toBeVisible();
  }
});

test('search engines may see events and their pictures, and are told where they are', async ({ request, market }) => {
  await market.list(await market.join('seller'));
  const robots = await (await request.get('/robots.txt')).text();
  expect(robots).toMatch(/^Allow: \/api\/tickets\/\*\/poster\/$/m);
  const [, address = ''] = /^Sitemap: (.*)$/m.exec(robots) ?? [];
  const sitemap = await request.get(new URL(address).pathname);
  expect(sitemap.headers()['content-type']).toBe('application/xml');
  // It is kept for a while, so the listing may be too young for it.
  expect(await sitemap.text()).toMatch(/<url><loc>[^<]+\/tickets\/[0-9a-f-]{36}<\/loc><lastmod>/);
  expect((await request.get('/sitemap/nowhere.xml')).status()).toBe(404);
});

test('the icon is where browsers look for it', async ({ request }) => {
  const home = await (await request.get('/')).text();
  for (const [path, type] of [
    ['/favicon.ico', 'image/x-icon'],
    ['/apple-touch-icon.png', 'image/png'],
    ['/icon.svg', 'image/svg+xml'],
  ]) {
    const answer = await request.get(path!);
    expect([path, answer.status(), answer.headers()['content-type']]).toEqual([path, 200, type]);
  }
  expect(home).toContain('<link rel="icon" href="/icon.svg"');
  expect(home).toContain('<link rel="apple-touch-icon" href="/apple-touch-icon.png"');
});
