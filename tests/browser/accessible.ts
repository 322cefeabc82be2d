import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Axe finds nothing on a page; with the lights off only the colours are others. */
export async function expectAccessible(page: Page) {
  // "Legacy" leaves out frames of other origins, of which there are none, and with them a second page for each look.
  const look = () => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expectNothing(page, await look().withTags(RULES).analyze());
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expectNothing(page, await look().withRules('color-contrast').analyze());
}

function expectNothing(page: Page, { violations }: Awaited<ReturnType<AxeBuilder['analyze']>>) {
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  expect(found, page.url()).toEqual([]);
}
