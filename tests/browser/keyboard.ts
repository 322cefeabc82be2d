import type { Locator, Page } from '@playwright/test';
import { expect } from './test.ts';

/** More stops than any page has before what is looked for; a focus that is caught somewhere never gets further. */
const MOST = 80;

const hasFocus = (target: Locator) =>
  target.evaluate((element) => element === document.activeElement).catch(() => false);

/** Presses Tab until `target` has the focus. At every stop on the way one must see where it is. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  await expect(target).toBeEnabled(); // what waits for its scripts is no stop yet
  for (let stops = 0; stops < MOST; stops += 1) {
    await page.keyboard.press(key);
    await expectVisibleFocus(page);
    if (await hasFocus(target)) return;
  }
  throw new Error(`${target} is not among the first ${MOST} stops of ${key}`);
}

export async function pressOn(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/**
 * Types a date, `06062031`, and a time, `0800PM`, into a field of the browser's own. It is that of an American browser,
 * whatever language its pages ask for.
 */
export async function typeTime(page: Page, target: Locator, date: string, time = ''): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(date);
  await page.keyboard.press('Tab'); // from the year, which may have more digits
  await page.keyboard.type(time);
}

/** Fills in the field and sends its form, which `button` would send, too. */
export async function typeAndSend(page: Page, target: Locator, text: string, button: Locator): Promise<void> {
  await typeInto(page, target, text);
  await expect(button).toBeEnabled();
  await page.keyboard.press('Enter');
}

/** What has the focus is on the screen, and it or a frame around it (a search field's) has an outline. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const look = () =>
    page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body) return { name: 'nothing', outlined: true, seen: true };
      let outlined = false;
      for (let element: Element | null = active; element && !outlined; element = element.parentElement) {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      }
      const { top, bottom, width } = active.getBoundingClientRect();
      const seen = width > 0 && bottom > 0 && top < window.innerHeight;
      return { name: active.outerHTML.slice(0, 160), outlined, seen };
    });
  await expect.poll(look, page.url()).toMatchObject({ outlined: true, seen: true });
}
