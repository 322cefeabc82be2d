import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import browser from '../browser/playwright.config.ts';

const { projects: _, ...rest } = browser;

/** Pictures of every page at a phone's and a desktop's width, over a running Frontrow at BASE_URL. */
export default defineConfig({
  ...rest,
  testDir: '.',
  outputDir: join(process.env.ARTEFACTS ?? join(import.meta.dirname, '../../artefacts'), 'screenshots'),
  globalTeardown: './contact-sheet.ts',
  timeout: 60_000,
  workers: 1, // the scene is set once
  projects: [
    { name: '1280', use: { viewport: { width: 1280, height: 800 } } },
    { name: '390', use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
  ],
});
