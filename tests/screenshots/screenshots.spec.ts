import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { pages } from './pages.ts';
import { setScene } from './scene.ts';

/** The scene is set once for each worker: it takes longer than a picture. */
const test = base.extend<object, { set: Awaited<ReturnType<typeof setScene>> }>({
  set: [
    async ({ playwright }, use) => {
      const set = await setScene(() => playwright.request.newContext({ baseURL: process.env.BASE_URL! }));
      await use(set);
      await set.close();
    },
    { scope: 'worker' },
  ],
});

for (const { name, as = 'visitor', path, act } of pages) {
  test(name, async ({ browser, contextOptions, set }, info) => {
    const person = as === 'visitor' ? undefined : set.people[as];
    const storageState = await person?.request.storageState();
    const context = await browser.newContext({ ...contextOptions, ...(storageState && { storageState }) });
    const page = await context.newPage();
    // What keeps a page alive from the server fails in the browser: the page that is shown for that.
    if (name === 'error') await page.addInitScript(() => Object.assign(window, { EventSource: undefined }));
    await page.goto(typeof path === 'string' ? path : path(set.scene));
    await expect(page.locator('h1').first()).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    await act?.(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const file = `${name}-${info.project.name}-${colorScheme}.png`;
      await page.screenshot({ path: join(info.project.outputDir, file), fullPage: true, animations: 'disabled' });
    }
    await context.close();
  });
}
