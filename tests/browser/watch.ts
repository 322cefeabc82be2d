import type { Page } from '@playwright/test';

/** Answers that a test means to provoke show up in the console as failed loads; those are judged by status instead. */
const LOAD_FAILED = /^Failed to load resource/;
/** A mail is shown in a frame that runs nothing: not even the scripts by which these tests look into it. */
const KEPT_STILL = /^Blocked script execution in 'about:srcdoc'/;
/** The recorder of traces fetches what pages show, also images that are only in the browser's memory. */
const RECORDED = /^Connecting to 'blob:/;
const EXPECTED = [LOAD_FAILED, KEPT_STILL, RECORDED];

/** Errors in the console (policy violations included), exceptions, 5xx answers and requests that failed, as they come. */
export function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'error' && !/Content Security Policy/.test(message.text())) return;
    if (!EXPECTED.some((pattern) => pattern.test(message.text()))) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left cuts its streams and prefetches.
    if (reason !== 'net::ERR_ABORTED') problems.push(`${reason}: ${request.url()}`);
  });
  return problems;
}
