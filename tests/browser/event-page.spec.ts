import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { pressOn, typeInto } from './keyboard.ts';
import { type Listing, type Market, type Person, unique } from './market.ts';
import { signIn } from './steps.ts';
import { expect, test } from './test.ts';

/** Shows the pages of this browser in German from now on. */
async function inGerman(page: Page): Promise<void> {
  await page.context().addCookies([{ name: 'lang', value: 'de', url: new URL('/', page.url()).href }]);
  await page.reload();
}

/** Takes all that is left of a listing. */
async function sellOut(market: Market, { id }: Listing, count = 1): Promise<Person> {
  const buyer = await market.join('buyer');
  await market.reserve(buyer, id, count);
  return buyer;
}

test('a seller says who they are and where to ask, by keyboard, and visitors find all that is theirs', async ({
  open,
  market,
  request,
  shot,
}) => {
  const seller = await market.join('seller');
  const [listing, other] = await Promise.all([market.list(seller), market.list(seller)]);
  const page = await open('seller');
  await signIn(page, seller);
  await page.goto(`/tickets/${listing.id}`);
  await expect(page.getByText('Visitors see no name here yet.')).toBeVisible();
  await pressOn(page, page.getByRole('link', { name: 'Say who you are' }));
  await expect(page).toHaveURL('/account#organiser');

  const form = page.getByRole('region', { name: 'As an organiser' });
  const [name, contact] = [form.getByLabel('Name'), form.getByLabel('Contact for questions')];
  const company = unique('The Lantern Company');
  await expect(name).toHaveValue('');
  await typeInto(page, name, company);
  await typeInto(page, contact, 'call us');
  await pressOn(page, form.getByRole('button', { name: 'Save' }));
  await expect(
    form.getByText(/^Contact for questions must be an e-mail address or the address of a page/),
  ).toBeVisible();
  await expect(contact).toBeFocused();
  await expect(name).toHaveValue(company);
  await expectAccessible(page);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('example.com/ask');
  await pressOn(page, form.getByRole('button', { name: 'Save' }));
  await expect(form.getByRole('status')).toContainText('Saved.');
  await expect(contact).toHaveValue('https://example.com/ask');
  await shot(page, 'account');

  const visitor = await open('visitor');
  await expect(async () => {
    await visitor.goto(`/tickets/${listing.id}`);
    await expect(visitor.getByRole('link', { name: company })).toBeVisible({ timeout: 1000 });
  }).toPass(); // copies of the page are a second old
  const ask = visitor.getByRole('link', { name: 'example.com/ask' });
  await expect(ask).toHaveAttribute('href', 'https://example.com/ask');
  await expect(ask).toHaveAttribute('rel', 'nofollow noopener ugc');
  expect(await visitor.content()).not.toContain(seller.email);
  const [json] = await visitor.locator('script[type="application/ld+json"]').allTextContents();
  expect(json ?? '').not.toContain('organizer'); // an event without a date is none for search engines
  await expectAccessible(visitor);
  await shot(visitor, 'event');

  await pressOn(visitor, visitor.getByRole('link', { name: company }));
  await expect(visitor.getByRole('heading', { level: 1, name: company })).toBeVisible();
  await expect(visitor).toHaveTitle(`${company} · Frontrow`);
  for (const { title } of [listing, other]) await expect(visitor.getByRole('link', { name: title })).toBeVisible();
  await expect(visitor.getByRole('article')).toHaveCount(2);
  await expect(visitor.locator('meta[name=robots]')).toHaveCount(0);
  const path = new URL(visitor.url()).pathname;
  await expect(visitor.locator('link[rel=canonical]')).toHaveAttribute('href', new RegExp(`${path}$`));
  await expectAccessible(visitor);
  await shot(visitor, 'organiser');
  await inGerman(visitor);
  await expect(visitor.getByRole('heading', { name: 'Jetzt im Verkauf' })).toBeVisible();
  await expect(visitor.getByText('Fragen an: example.com/ask')).toBeVisible();

  expect((await request.get(path.replace(/[^/]+$/, 'nobody'))).status()).toBe(404);
  const sitemaps = await (await request.get('/sitemap.xml')).text();
  const parts = [...sitemaps.matchAll(/<sitemap><loc>([^<]+)/g)].map(([, address]) => new URL(address!).pathname);
  const texts = await Promise.all(parts.map(async (part) => (await request.get(part)).text()));
  expect([sitemaps, ...texts].join('')).toMatch(/\/organisers\/[\da-f-]{36}<\/loc>/); // its copies are an hour old
});

test('an organiser with an address for mails, and one without a name', async ({ open, market }) => {
  const [seller, silent] = await Promise.all([market.join('seller'), market.join('seller')]);
  const contact = 'box+office@example.com';
  const said = await seller.request.put('/api/tickets/organiser', { data: { name: '<b>Bold</b> & Co', contact } });
  expect(said.status()).toBe(200);
  const [listing, nameless] = await Promise.all([
    market.list(seller, { title: unique('Tea & cake'), startsAt: '2031-06-12T18:00:00Z' }),
    market.list(silent),
  ]);
  const page = await open('visitor');
  await page.goto(`/tickets/${listing.id}`);
  await expect(page.getByRole('link', { name: '<b>Bold</b> & Co' })).toBeVisible();
  const subject = encodeURIComponent(listing.title);
  await expect(page.getByRole('link', { name: contact })).toHaveAttribute(
    'href',
    `mailto:box%2Boffice@example.com?subject=${subject}`,
  );
  const [json] = await page.locator('script[type="application/ld+json"]').allTextContents();
  expect(JSON.parse(json ?? '')).toMatchObject({ organizer: { '@type': 'Organization', name: '<b>Bold</b> & Co' } });

  await page.goto(`/tickets/${nameless.id}`);
  await pressOn(page, page.getByRole('link', { name: 'Name not given' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Name not given' })).toBeVisible();
  await expect(page.getByRole('link', { name: nameless.title })).toBeVisible();
});

test('an event is shown on a map and shared, by what the device has for it', async ({
  open,
  market,
  browser,
  contextOptions,
  shot,
}) => {
  const place = { venue: 'Café & Bühne', city: 'Köln', country: 'Germany' };
  const [listing, nowhere] = await Promise.all([
    market.list(await market.join('seller'), place),
    market.list(await market.join('seller')),
  ]);
  const page = await open('visitor');
  await page.goto(`/tickets/${listing.id}`);
  const map = page.getByRole('link', { name: 'Show on a map' });
  const address = new URL((await map.getAttribute('href'))!);
  expect(address.origin).toBe('https://www.openstreetmap.org');
  expect(address.searchParams.get('query')).toBe('Café & Bühne, Köln, Germany');
  await expect(map).toHaveAttribute('rel', 'noopener noreferrer');

  const url = `${new URL(page.url()).origin}/tickets/${listing.id}`;
  const share = page.getByRole('button', { name: 'Share' });
  // No device to share with here: the link is copied.
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'share', { value: undefined, configurable: true });
    const writeText = async (text: string) => void Object.assign(window, { copied: text });
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  });
  await pressOn(page, share);
  await expect(page.getByRole('status').filter({ hasText: 'The link is copied.' })).toBeAttached();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeFocused();
  expect(await page.evaluate(() => (window as unknown as { copied: string }).copied)).toBe(url);
  await expectAccessible(page);
  await shot(page, 'copied');

  // Nor may anything be copied.
  await page.evaluate(() => {
    const writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  });
  await page.keyboard.press('Enter');
  await expect(page.getByText(`Copy this link: ${url}`)).toBeVisible();
  await shot(page, 'not-copied');

  await page.evaluate(() => {
    const shared = async (data: object) => void Object.assign(window, { shared: data });
    Object.defineProperty(navigator, 'share', { value: shared, configurable: true });
  });
  await pressOn(page, share, 'Space');
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { shared?: object }).shared))
    .toEqual({ title: listing.title, url });
  await expect(page.getByText('Copy this link')).toHaveCount(0);
  // Thinking better of it is no failure.
  await page.evaluate(() => {
    const refused = () => Promise.reject(new DOMException('no', 'AbortError'));
    Object.defineProperty(navigator, 'share', { value: refused, configurable: true });
  });
  await share.click();
  await expect(share).toBeVisible();
  await expect(page.getByText('Copy this link')).toHaveCount(0);

  await page.goto(`/tickets/${nowhere.id}`);
  await expect(share).toBeVisible();
  await expect(map).toHaveCount(0);

  const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`/tickets/${listing.id}`);
  const mail = plain.getByRole('link', { name: 'Share' });
  const href = new URL((await mail.getAttribute('href'))!);
  expect([href.protocol, href.searchParams.get('subject'), href.searchParams.get('body')]).toEqual([
    'mailto:',
    listing.title,
    url,
  ]);
  await context.close();
});

test('a page of which nothing is to be had leads on', async ({ open, market, shot }) => {
  const city = unique('Lanternhaven');
  const [seller, neighbour] = await Promise.all([market.join('seller'), market.join('seller')]);
  const fields = { city, category: 'comedy', quantity: 1 };
  const [listing, next, alike, elsewhere, gone] = await Promise.all([
    market.list(seller, fields),
    market.list(seller, { startsAt: '2031-06-12T18:00:00Z', timeZone: 'Europe/Berlin' }),
    market.list(neighbour, fields),
    market.list(neighbour, { ...fields, city: unique('Elsewhere') }),
    market.list(neighbour, fields),
  ]);
  await sellOut(market, gone);
  const page = await open('visitor');
  await page.goto(`/tickets/${listing.id}`);
  await expect(page.getByRole('link', { name: 'Sign in to reserve' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'More from this organiser' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Other events of this organiser' })).toHaveCount(0);

  const buyer = await sellOut(market, listing);
  await expect(page.getByText('Sold out', { exact: true })).toBeVisible();
  await expect(page.getByText('Keep this page open:')).toBeVisible();
  const others = page.getByRole('link', { name: 'Other events of this organiser' });
  await expect(others).toHaveAttribute('href', /^\/organisers\//); // by itself; those who come now see which they are
  const theirs = page.getByRole('region', { name: 'More from this organiser' });
  await expect(async () => {
    await page.reload();
    await expect(theirs.getByRole('article')).toHaveCount(1, { timeout: 1000 });
  }).toPass(); // copies of the page are some seconds old
  await expect(theirs.getByText('12 Jun 2031, 8 pm', { exact: true })).toBeVisible();
  const nearby = page.getByRole('region', { name: `Similar events in ${city}` });
  await expect(nearby.getByRole('article')).toHaveCount(1);
  await expect(nearby.getByRole('link', { name: alike.title })).toBeVisible();
  for (const { title } of [gone, elsewhere]) await expect(page.getByRole('link', { name: title })).toHaveCount(0);
  await expectAccessible(page);
  await shot(page, 'sold-out');

  await inGerman(page);
  await expect(page.getByRole('region', { name: 'Mehr von diesem Veranstalter' })).toBeVisible();
  await expect(page.getByText('Lass diese Seite offen:')).toBeVisible();
  await shot(page, 'ausverkauft');
  await page.getByRole('link', { name: next.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: next.title })).toBeVisible();
  await expect(page.getByText('Donnerstag, 12. Juni 2031, 20 Uhr', { exact: true })).toBeVisible();

  // What comes back is there without a look.
  await page.goBack();
  const [order] = await (await buyer.request.get('/api/orders')).json();
  expect((await buyer.request.delete(`/api/orders/${order.id}`)).ok()).toBe(true);
  await expect(page.getByRole('link', { name: 'Anmelden, um zu reservieren' })).toBeVisible();
});

test('help and what else an installation has to say is on every page, in both languages', async ({
  open,
  request,
  shot,
}) => {
  const page = await open('visitor');
  await page.goto('/signin');
  const links = page.getByRole('contentinfo').getByRole('navigation', { name: 'About this site' }).getByRole('link');
  await expect(links).toHaveText(['Help', 'Contact', 'Terms', 'Privacy', 'Imprint']);
  await pressOn(page, links.first());
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Refunds' })).toBeVisible();
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Contact' })).toHaveAttribute('href', '/contact');
  await expect(page.locator('meta[name=robots]')).toHaveCount(0);
  await expectAccessible(page);
  await shot(page, 'help');

  for (const path of ['contact', 'terms', 'privacy', 'imprint']) {
    await page.goto(`/${path}`);
    await expect(page.getByText('Whoever runs this site has not written this page yet.')).toBeVisible();
    await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
    await expectAccessible(page);
    await shot(page, path);
  }
  await inGerman(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Impressum' })).toBeVisible();
  await page.getByRole('contentinfo').getByRole('link', { name: 'Hilfe' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Erstattungen' })).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'hilfe');

  expect((await request.get('/help.en.md')).status()).toBe(404);
  expect((await request.get('/presets')).status()).toBe(404);
});
