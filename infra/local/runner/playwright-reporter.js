import { tell } from './results.js';

/** Tells the runner each test's end as a line on standard output; Playwright's own list goes to the log. */
export default class PlaywrightReporter {
  /** @param {import('@playwright/test/reporter').TestError} error */
  onError(error) {
    tell({ file: error.location?.file ?? '', title: 'could not run', passed: false, why: error.message ?? '' });
  }

  /**
   * @param {import('@playwright/test/reporter').TestCase} test
   * @param {import('@playwright/test/reporter').TestResult} result
   */
  onTestEnd(test, result) {
    const passed = test.outcome() === 'expected';
    if (!passed && result.status !== 'skipped' && result.retry < test.retries) return; // it gets another try
    const title = test.titlePath().filter(Boolean).join(' › ');
    tell({ file: test.location.file, title, passed, why: result.error?.message ?? `was ${test.outcome()}` });
  }

  onEnd() {
    tell('end');
  }
}
