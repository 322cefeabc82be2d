import type { Page } from '@playwright/test';
import { signIn } from './steps.ts';
import { expect, test } from './test.ts';

const widest = (page: Page) =>
  page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));

async function expectNoSidewaysScroll(page: Page, how: string) {
  const { content, screen } = await widest(page);
  expect(content, `${page.url()} ${how}`).toBeLessThanOrEqual(screen);
}

test('everything can be read at 200 and 400 percent', async ({ open, market }) => {
  test.slow();
  const seller = await market.join('seller');
  const listing = await market.list(seller, { title: `Unbreakable${'word'.repeat(12)}`, city: 'Llanfairpwllgwyngyll' });
  const order = await market.reserve(seller, listing.id);
  const page = await open('reader');
  await signIn(page, seller);
  for (const path of [
    '/',
    `/tickets/${listing.id}`,
    `/orders/${order.id}`,
    '/orders',
    '/my-tickets',
    '/sell',
    `/sell/${listing.id}`,
    '/sell/orders',
    '/sell/new',
    `/sell/${listing.id}/check-in`,
    '/account',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // 1280 pixels at 200 and 400 percent are 640 and 320 of the page's own.
    for (const width of [640, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoSidewaysScroll(page, `at ${width} px`);
    }
  }
});

test('nothing moves for readers who want no motion', async ({ open, market }) => {
  const [seller, buyer] = await Promise.all([market.join('seller'), market.join('buyer')]);
  const order = await market.reserve(buyer, (await market.list(seller)).id);
  await market.pay(buyer, order.id);
  const page = await open('reader');
  await signIn(page, buyer);
  await page.goto(`/orders/${order.id}`);
  await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
  /** The longest motion that any element of the page has, in seconds. */
  const longest = () =>
    page.evaluate(() => {
      const times = [...document.querySelectorAll('*')].flatMap((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        return [...(animationName === 'none' ? [] : animationDuration.split(',')), ...transitionDuration.split(',')];
      });
      return Math.max(...times.map(Number.parseFloat));
    });
  expect(await longest()).toBeLessThan(0.001);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await longest()).toBeGreaterThan(0.1); // the measure sees motion where there is some
});
