import type { Page } from '@playwright/test';
import type { Listing } from './market.ts';
import { signIn } from './steps.ts';
import { expect, test } from './test.ts';

/** 20:00 in Berlin, which is 14:00 in New York. */
const startsAt = '2031-06-12T18:00:00.000Z';
const inBerlin = { startsAt, timeZone: 'Europe/Berlin' };

test.describe('a page that everybody gets', () => {
  test.use({ locale: 'en-US', timezoneId: 'America/New_York' });

  /** Notes how the page looks in every frame that is shown, in the browser itself. */
  const noteLooks = (page: Page) =>
    page.addInitScript(() => {
      const looks = new Set<string>();
      Object.assign(window, { looks });
      const note = () => {
        const linesOf = (time: Element) =>
          [...(time.parentElement?.querySelectorAll(':scope > :is(time, .for-reader)') ?? [])].map(({ textContent }) =>
            textContent?.replaceAll('\u00a0', ' '),
          );
        const times = [...document.querySelectorAll('main time')].map((time) =>
          linesOf(time).filter(Boolean).join('\n'),
        );
        const radio = document.querySelector<HTMLInputElement>('input[name=theme]:checked');
        if (times.length > 0 && radio) {
          looks.add(JSON.stringify([times, getComputedStyle(document.documentElement).colorScheme, radio.value]));
        }
        requestAnimationFrame(note);
      };
      requestAnimationFrame(note);
    });
  const looksOf = (page: Page) =>
    page.evaluate(() => [...(window as unknown as { looks: Set<string> }).looks].map((look) => JSON.parse(look)));
  /** The menu of the theme answers once React has the page. */
  const untilAlive = (page: Page) =>
    expect(async () => {
      await page.getByLabel('Light', { exact: true }).check();
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'light', { timeout: 250 });
    }).toPass();

  const card = 'Jun 12, 2031, 8 pm';
  const whole = ['Thursday, June 12, 2031, 8 pm GMT+2', 'Thu, Jun 12, 2031, 2 pm for you'];

  async function visit(page: Page, path: string) {
    await page.context().addCookies([{ name: 'theme', value: 'dark', url: new URL(path, page.url()).href }]);
    await noteLooks(page);
    const answer = await page.goto(path);
    expect(answer?.headers()['cache-control']).toBe('public, s-maxage=1, stale-while-revalidate=5');
    expect(await answer?.text()).toMatch(/12 June? 2031, 8\u00a0pm</);
    await page.waitForLoadState('load');
  }

  const pages = [
    ['home', ({ title }: Listing) => `/?q=${encodeURIComponent(title)}`, [card]],
    ['an event', ({ id }: Listing) => `/tickets/${id}`, whole],
  ] as const;
  for (const [name, path, own] of pages) {
    test(`is the reader’s own in the first frame, and stays so: ${name}`, async ({ open, market }) => {
      const listing = await market.list(await market.join('seller'), inBerlin);
      const page = await open('visitor');
      await page.goto('/robots.txt');
      await visit(page, path(listing));
      const before = await looksOf(page);
      expect(before).toHaveLength(1);
      expect(before[0][0][0].split('\n')).toEqual(own);
      expect(before[0].slice(1)).toEqual(['dark', 'dark']);
      await untilAlive(page);
      expect((await looksOf(page)).map(([times]) => times)).toEqual([before[0][0], before[0][0]]);
    });
  }

  test('would be seen changing, if it were not made so at once', async ({ open, market }) => {
    const listing = await market.list(await market.join('seller'), inBerlin);
    const page = await open('visitor');
    await page.goto('/robots.txt');
    await page.route(`**/?q=*`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('data-time=', 'data-not=') });
    });
    await page.context().addCookies([{ name: 'theme', value: 'dark', url: page.url() }]);
    await noteLooks(page);
    await page.goto(`/?q=${encodeURIComponent(listing.title)}`);
    await untilAlive(page);
    const times = new Set((await looksOf(page)).map(([[first]]) => first));
    expect([...times]).toEqual(['12 Jun 2031, 8 pm', card]);
  });
});

test('who is signed in gets a page of their own, which nobody else does', async ({ open, market }) => {
  const [seller, buyer] = await Promise.all([market.join('seller'), market.join('buyer')]);
  const listing = await market.list(seller, inBerlin);
  const [stranger, member] = [await open('stranger'), await open('buyer')];
  await signIn(member, buyer);
  for (const path of ['/', `/tickets/${listing.id}`]) {
    const ask = async (page: Page) => {
      const answer = await page.goto(path);
      return { cache: answer?.headers()['cache-control'], html: (await answer?.text()) ?? '' };
    };
    for (const who of ['stranger', 'member', 'stranger', 'member'] as const) {
      const { cache, html } = await ask(who === 'member' ? member : stranger);
      expect(html.includes(buyer.email)).toBe(who === 'member');
      if (who === 'member') expect(cache).toMatch(/^private, .*no-store/);
      else expect(cache).toMatch(/^public, s-maxage=1/);
    }
    await expect(member.getByRole('link', { name: 'My tickets' }).first()).toBeVisible();
    await expect(stranger.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  }
  await member.goBack();
  await member.context().clearCookies({ name: 'session' });
  await member.goto('/');
  await expect(member.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('a copy comes with the one policy that fits its scripts', async ({ open }) => {
  const page = await open('visitor'); // where a script that the policy forbids is a failure
  const nonces = new Set<string>();
  for (const turn of [1, 2, 3]) {
    const answer = await page.goto(`/?q=policy-${turn % 2}`);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    const [, nonce] = /'nonce-(\w+)' 'strict-dynamic'/.exec(policy) ?? [];
    expect(nonce).toBeDefined();
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'");
    const html = (await answer?.text()) ?? '';
    const used = [...html.matchAll(/<script[^>]* nonce="(\w+)"/g)].map(([, value]) => value);
    expect(used.length).toBeGreaterThan(3);
    expect(new Set(used)).toEqual(new Set([nonce]));
    nonces.add(nonce!);
  }
  expect(nonces.size).toBeGreaterThan(1);
});
