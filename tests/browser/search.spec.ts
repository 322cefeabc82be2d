import { addDays, dayAt } from '@frontrow/common/contracts';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { unique } from './market.ts';
import { expect, test } from './test.ts';

const boxOf = (page: Page) => page.getByRole('searchbox', { name: 'What would you like to see?' });
const foundOn = (page: Page) => page.getByRole('main').getByRole('status').first();
const wordsIn = (page: Page) => new URL(page.url()).searchParams.get('q');

/** The last word of a unique title, which nothing else has. */
const rare = (title: string) => title.split(' ').at(-1)!;

test('typing searches, nothing moves, and the address can be handed on', async ({ open, market, shot }) => {
  const listing = await market.list(await market.join('seller'));
  const page = await open('visitor');
  await page.goto('/');
  await boxOf(page).focus(); // on a phone the stage makes room
  const places = async () => ({
    box: await boxOf(page).boundingBox(),
    found: await foundOn(page).boundingBox(),
    filters: await page.getByText('Filter and sort').boundingBox(),
  });
  const before = await places();
  await boxOf(page).pressSequentially(`Lantern ${rare(listing.title)}`);
  await expect(page.getByRole('link', { name: listing.title })).toBeVisible();
  await expect(foundOn(page)).toHaveText(`1 event for “Lantern ${rare(listing.title)}”`);
  await expect(boxOf(page)).toBeFocused();
  expect(await places()).toEqual(before);
  await shot(page, 'typed');

  const friend = await open('friend');
  await friend.goto(page.url());
  await expect(friend.getByRole('link', { name: listing.title })).toBeVisible();
  await expect(boxOf(friend)).toHaveValue(`Lantern ${rare(listing.title)}`);
  await shot(friend, 'handed-on');

  await page.goBack();
  await expect(page).toHaveURL('/');
  await expect(boxOf(page)).toHaveValue('');
  await expect(foundOn(page)).toBeEmpty();
});

test('letters typed while an answer is on its way are kept, and the last words win', async ({ open, market }) => {
  const listing = await market.list(await market.join('seller'));
  const page = await open('visitor');
  await page.goto('/');
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const asked: string[] = [];
  await page.route(/[?&]q=.*_rsc=/, async (route) => {
    asked.push(new URL(route.request().url()).searchParams.get('q')!);
    if (asked.length === 1) await answered;
    await route.continue().catch(() => {}); // the page may have lost interest
  });

  await boxOf(page).pressSequentially('Lan');
  await expect.poll(() => asked).toEqual(['Lan']);
  await boxOf(page).pressSequentially(`tern ${rare(listing.title)}`);
  answer();
  await expect(page.getByRole('link', { name: listing.title })).toBeVisible();
  await expect(boxOf(page)).toHaveValue(`Lantern ${rare(listing.title)}`);
  await expect.poll(() => wordsIn(page)).toBe(`Lantern ${rare(listing.title)}`);

  await boxOf(page).fill('');
  await expect(page).toHaveURL('/');
});

test('a search that ends before all was shown says so, in both languages', async ({ open, market, shot }) => {
  const seller = await market.join('seller');
  const word = unique('q').replace(/\W/g, '');
  for (let batch = 0; batch < 16; batch++) {
    await Promise.all(Array.from({ length: 20 }, () => market.list(seller, { title: `The ${word} festival` })));
  }
  const cursors: (string | undefined)[] = [undefined];
  for (;;) {
    const query = new URLSearchParams({ q: word, limit: '30', ...(cursors.at(-1) && { cursor: cursors.at(-1) }) });
    const next = /[?&]cursor=([^&>]*)/.exec((await seller.request.get(`/api/tickets?${query}`)).headers().link ?? '');
    if (!next) break;
    cursors.push(decodeURIComponent(next[1]!));
  }
  const page = await open('visitor');
  const note = page.getByText('These are the closest matches. Narrow the search to see others.');
  await page.goto(`/?q=${word}`);
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect(note).toHaveCount(0);
  const last = `/?${new URLSearchParams({ q: word, cursor: cursors.at(-1)! })}`;
  await page.goto(last);
  await expect(note).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'truncated');
  await page.context().addCookies([{ name: 'lang', value: 'de', url: page.url() }]);
  await page.goto(last);
  await expect(page.getByText('Das sind die besten Treffer. Grenze die Suche ein, um andere zu sehen.')).toBeVisible();
});

test('what is typed before the scripts have come is searched for, too', async ({ open, market }) => {
  const listing = await market.list(await market.join('seller'));
  const page = await open('visitor');
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await boxOf(page).fill(rare(listing.title));
  arrive();
  await expect(foundOn(page)).toHaveText(`1 event for “${rare(listing.title)}”`);
  await expect(boxOf(page)).toHaveValue(rare(listing.title));
});

test('Enter leads to the results, and what finds nothing says so', async ({ open, market, shot }) => {
  const listing = await market.list(await market.join('seller'));
  const page = await open('visitor');
  await page.goto('/');
  await boxOf(page).fill(rare(listing.title));
  await boxOf(page).press('Enter');
  await expect(page.getByRole('heading', { name: 'Results' })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Results' })).toBeInViewport();
  await expect(page.getByRole('link', { name: listing.title })).toBeVisible();

  await boxOf(page).fill(`nothing ${rare(listing.title)}`);
  await expect(page.getByRole('heading', { name: 'Nothing matches that' })).toBeVisible();
  await expect(foundOn(page)).toHaveText(`No events for “nothing ${rare(listing.title)}”`);
  await shot(page, 'nothing');
  await page.getByRole('link', { name: 'See all events' }).click();
  await expect(page).toHaveURL('/');
  await expect(boxOf(page)).toHaveValue('');
});

test('a range of dates is in the address, and what was left empty is not', async ({ open, market, shot }) => {
  const seller = await market.join('seller');
  // Late in the evening in Berlin, where the reader is: by UTC it is the day before.
  const early = await market.list(seller, { startsAt: '2031-05-02T22:30:00Z' });
  const late = await market.list(seller, { startsAt: '2031-05-04T22:30:00Z', title: `Other ${early.title}` });
  const page = await open('visitor');
  await page.goto(`/?q=${rare(early.title)}`);
  await expect(foundOn(page)).toHaveText(`2 events for “${rare(early.title)}”`);

  await page.getByText('Filter and sort').click();
  await page.getByLabel('From').fill('2031-05-03');
  await page.getByLabel('Until').fill('2031-05-04');
  await page.getByLabel('Sort').selectOption('Soonest first');
  await page.getByRole('button', { name: 'Show events' }).click();
  await expect(foundOn(page)).toHaveText(`1 event for “${rare(early.title)}”`);
  await expect(page.getByRole('link', { name: early.title, exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: late.title })).toBeHidden();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    q: rare(early.title),
    from: '2031-05-03',
    to: '2031-05-04',
    sort: 'soonest',
  });
  await shot(page, 'range');

  await page.reload();
  await expect(page.getByLabel('From')).toHaveValue('2031-05-03');
  await expect(page.getByLabel('Until')).toHaveValue('2031-05-04');
  await boxOf(page).fill(`Other ${rare(early.title)}`);
  await expect(foundOn(page)).toHaveText(`No events for “Other ${rare(early.title)}”`);
  await expect(page.getByLabel('From')).toHaveValue('2031-05-03');
});

test('a day and a city are a tap, and another tap takes them back', async ({ open, market, shot }) => {
  const seller = await market.join('seller');
  const tomorrow = addDays(dayAt(new Date(), 'Europe/Berlin'), 1); // where the reader is
  const near = await market.list(seller, { startsAt: `${tomorrow}T17:00:00Z`, city: 'Zürich' });
  const far = await market.list(seller, {
    startsAt: '2031-05-02T20:00:00Z',
    title: `Other ${near.title}`,
    city: 'Zuerich',
  });
  const page = await open('visitor');
  await page.goto(`/?q=${rare(near.title)}&city=Zurich`);
  const shown = (title: string) => page.getByRole('link', { name: title, exact: true });
  await expect(shown(near.title)).toBeVisible();
  await expect(shown(far.title)).toBeVisible();

  const when = page.getByRole('navigation', { name: 'When' });
  await when.getByRole('link', { name: 'Tomorrow' }).click();
  await expect(shown(far.title)).toBeHidden();
  await expect(shown(near.title)).toBeVisible();
  expect(new URL(page.url()).searchParams.get('when')).toBe('tomorrow');
  await expect(when.getByRole('link', { name: 'Tomorrow' })).toHaveAttribute('aria-current', 'true');
  await shot(page, 'tomorrow');

  const cities = page.getByRole('navigation', { name: 'Cities' });
  await expect(cities.getByRole('link', { name: 'Zurich' })).toHaveAttribute('aria-current', 'true');
  await cities.getByRole('link', { name: 'Zurich' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.has('city')).toBe(false);
  await when.getByRole('link', { name: 'Tomorrow' }).click();
  await expect(shown(far.title)).toBeVisible();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ q: rare(near.title) });
});

test('prices are compared in the reader’s currency, or another one that they choose', async ({
  open,
  market,
  shot,
}) => {
  const seller = await market.join('seller');
  const yen = await market.list(seller, { price: '3000', currency: 'JPY' });
  const words = rare(yen.title);
  const pounds = await market.list(seller, { price: '30', currency: 'GBP', title: `Pounds ${words}` });
  const page = await open('visitor'); // who reads English as in Britain
  await page.goto(`/?q=${words}`);
  await page.getByText('Filter and sort').click();
  await page.getByLabel('Highest price').fill('40');
  await page.getByRole('button', { name: 'Show events' }).click();
  await expect(page.getByText('Only events priced in GBP are here')).toBeVisible();
  await expect(page.getByRole('link', { name: pounds.title })).toBeVisible();
  await expect(page.getByRole('link', { name: yen.title })).toBeHidden();
  expect(new URL(page.url()).searchParams.get('currency')).toBe('GBP');
  await shot(page, 'pounds');

  await page.getByText('Filter and sort').click();
  await page.getByLabel('Currency').selectOption('JPY');
  await page.getByLabel('Highest price').fill('');
  await page.getByLabel('Lowest price').fill('4000');
  await page.getByRole('button', { name: 'Show events' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing matches that' })).toBeVisible();
  await page.getByRole('link', { name: /^Remove filter: From/ }).click();
  await expect(page.getByRole('link', { name: yen.title })).toBeVisible();
  await expect(page.getByRole('link', { name: pounds.title })).toBeVisible();
});

test('what is misspelled finds what it is nearly, and the page says so', async ({ open, market, shot }) => {
  const word = randomLetters();
  const listing = await market.list(await market.join('seller'), { title: `The ${word} hour` });
  const page = await open('visitor');
  const typed = word.slice(0, 5) + word.slice(6); // a letter is missing
  await page.goto(`/?q=${typed}`);
  await expect(page.getByRole('link', { name: listing.title })).toBeVisible();
  await expect(foundOn(page)).toHaveText(`1 event spelled nearly like “${typed}”`);
  await expect(page.getByText(`Nothing is spelled “${typed}”. These come closest.`)).toBeVisible();
  await shot(page, 'similar');
});

const randomLetters = () =>
  Array.from({ length: 12 }, () => 'bcdfghklmnprstvz'[Math.floor(Math.random() * 16)]).join('');

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('what is found is in sight, and so is the category that was chosen', async ({ open, market, shot }) => {
    const listing = await market.list(await market.join('seller'), { category: 'talks' });
    const page = await open('visitor');
    await page.goto('/?category=talks');
    const chosen = page.getByRole('navigation', { name: 'Categories' }).getByRole('link', { name: 'Talks' });
    await expect(chosen).toBeInViewport({ ratio: 1 });
    await page.goto('/');
    await boxOf(page).tap();
    await boxOf(page).pressSequentially(rare(listing.title));
    await expect(foundOn(page)).toHaveText(`1 event for “${rare(listing.title)}”`);
    await expect(page.getByRole('heading', { name: 'Results' })).toBeInViewport();
    await expect(page.getByText('Get in the')).toBeHidden();
    await shot(page, 'found');
  });
});

test('events begin within the first screen, and a search leaves nothing but itself above them', async ({
  open,
  market,
  shot,
}) => {
  const listing = await market.list(await market.join('seller'), {
    startsAt: new Date(Date.now() + 60_000).toISOString(),
  });
  const page = await open('visitor');
  const topOf = async () => (await page.getByRole('article').first().boundingBox())!.y;
  await page.goto('/');
  const { height } = page.viewportSize()!;
  const before = await topOf();
  expect(before).toBeLessThan(height - 150);
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  await shot(page, 'whole');

  await page.goto(`/?q=${rare(listing.title)}`);
  await expect(page.getByText('sold by the people who put them on')).toHaveCount(0);
  const stage = (await page.locator('.hero').boundingBox())!;
  expect(stage.height).toBeLessThan(150);
  expect(await topOf()).toBeLessThan(before - 80);
  await shot(page, 'searched');
});
