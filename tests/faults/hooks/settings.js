import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What runs the code that is tested; everything else (the provider, the client) stays as it is. */
const SERVICES = /^(auth|tickets|orders|payments|expiration|audit)\b/;

/**
 * The environment that makes a process of an instance a test build.
 * @param {{ dir: string }} instance @param {string} process its name
 * @param {{ bug?: string | undefined }} [options] the planted bug, if there is to be one
 * @returns {Record<string, string>}
 */
export function testBuild({ dir }, process, { bug } = {}) {
  if (!SERVICES.test(process)) return {};
  const hook = pathToFileURL(join(import.meta.dirname, 'test-build.js')).href;
  return {
    NODE_OPTIONS: `--import=${hook}`,
    FRONTROW_STATE: dir,
    FRONTROW_PROCESS: process,
    ...(bug && { PLANTED_BUG: bug }),
  };
}
