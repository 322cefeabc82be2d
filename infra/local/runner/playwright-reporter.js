import { tell } from './results.js';

/** Tells the runner each test's end as a line on standard output. */
export default class PlaywrightReporter {
  /** @type {import('@playwright/test/reporter').Suite | undefined} */
  #suite;

  /** @param {import('@playwright/test/reporter').FullConfig} _config @param {import('@playwright/test/reporter').Suite} suite */
  onBegin(_config, suite) {
    this.#suite = suite;
  }

  /** @param {import('@playwright/test/reporter').TestError} error */
  onError(error) {
    tell({ file: error.location?.file ?? '', title: 'could not run', passed: false, why: error.message ?? '' });
  }

  onEnd() {
    for (const test of this.#suite?.allTests() ?? []) {
      const passed = test.outcome() === 'expected';
      const why = test.results.at(-1)?.error?.message ?? `was ${test.outcome()}`;
      tell({ file: test.location.file, title: test.titlePath().filter(Boolean).join(' › '), passed, why });
    }
    tell('end');
  }

  printsToStdio() {
    return true;
  }
}
