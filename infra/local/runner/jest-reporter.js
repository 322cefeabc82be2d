import { tell } from './results.js';

/** Tells the runner each test's end as a line on standard output; Jest's own reporter writes its report to the log. */
export default class JestReporter {
  /** @param {unknown} _test @param {import('@jest/reporters').TestResult} result */
  onTestResult(_test, result) {
    if (result.testExecError) {
      tell({ file: result.testFilePath, title: 'could not run', passed: false, why: result.failureMessage ?? '' });
    }
    for (const { fullName, status, failureMessages } of result.testResults) {
      const why = status === 'failed' ? failureMessages.join('\n') : `was ${status}`;
      tell({ file: result.testFilePath, title: fullName, passed: status === 'passed', why });
    }
  }

  onRunComplete() {
    tell('end');
  }
}
