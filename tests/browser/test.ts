import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { createMarket, type Market } from './market.ts';
import { watch } from './watch.ts';

interface Fixtures {
  /** Opens a browser of someone's own, signed out. Every page in it is watched for what must never happen. */
  open: (who: string) => Promise<Page>;
  /** People and listings made through the API, for what a test only needs to be there. */
  market: Market;
  /** The page fits its width; with PICTURES=1 a picture of it is kept, which takes a processor a second. */
  shot: (page: Page, name: string) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  open: async ({ browser, contextOptions }, use, info) => {
    const watched: { who: string; problems: string[] }[] = [];
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (who) => {
      const context = await browser.newContext(contextOptions);
      contexts.push(context);
      const page = await context.newPage();
      watched.push({ who, problems: watch(page) });
      return page;
    });
    for (const context of contexts) await context.close();
    if (info.status !== info.expectedStatus) return;
    for (const { who, problems } of watched)
      expect(problems, `what went wrong in the browser of the ${who}`).toEqual([]);
  },

  market: async ({ playwright, baseURL }, use) => {
    const market = createMarket(() => playwright.request.newContext({ baseURL: baseURL! }));
    await use(market);
    await market.close();
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures this one needs: none.
  shot: async ({}, use, info) => {
    let count = 0;
    await use(async (page, name) => {
      count += 1;
      const file = `${info.title.replaceAll(/\W+/g, '-').toLowerCase()}-${String(count).padStart(2, '0')}-${name}.png`;
      const noSideways = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
      expect(await noSideways(), `${name} does not scroll sideways`).toBe(true);
      if (!process.env.PICTURES) return;
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path: join(info.project.outputDir, info.project.name, file), fullPage: true });
    });
  },
});

export { expect };
