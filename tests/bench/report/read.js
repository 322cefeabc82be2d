import { readFileSync } from 'node:fs';
import { describe as explain, Problem } from '../../../infra/local/base/problem.js';

/** An earlier report.json. @param {string} file @returns {import('./summarize.js').Report} */
export function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    if (report.version === 1 && Array.isArray(report.loads)) return report;
  } catch (error) {
    throw new Problem(`--against ${file} cannot be read: ${explain(error)}`);
  }
  throw new Problem(`--against ${file} is not a report of bin/bench.`);
}
