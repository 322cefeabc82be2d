import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const artefacts = process.env.ARTEFACTS ?? join(import.meta.dirname, '../../artefacts');

/** Long walks through single flows: with FLOWS=1 only, since a processor that draws by itself takes minutes for them. */
const FLOWS =
  /\/(checkout|door|event|event-page|expiry|forgotten-password|keyboard|leaving|operator-acts|posters|reading|selling|signing-in|ticket|times|truthful-flows|verification)\.spec\.ts/;

/** The journey in a real browser, at a desktop's and a phone's width, over a running Frontrow at BASE_URL. */
export default defineConfig({
  testDir: '.',
  testIgnore: process.env.FLOWS ? [] : FLOWS,
  outputDir: join(artefacts, 'browser'),
  reporter: process.env.JSON_REPORT ? [['list'], ['json', { outputFile: process.env.JSON_REPORT }]] : 'list',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env.BASE_URL ?? 'http://localhost:8080',
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    actionTimeout: 20_000,
    // Without a graphics card the processor draws every frame, and a film of every test would cost more than the test.
    contextOptions: { reducedMotion: 'reduce' },
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    // What does not depend on the width is tried once.
    {
      name: 'phone',
      testMatch: process.env.FLOWS
        ? /(event-page|journey|pages|sales|search|signing-in|ticket|verification)\.spec\.ts/
        : /journey\.spec\.ts/,
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
  ],
});
