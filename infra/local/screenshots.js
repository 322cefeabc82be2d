import { parsePageOptions, SCREENSHOTS_HELP } from './pages/options.js';
import { runCommand } from './runner/run-all.js';
import { runPlaywright } from './runner/suites.js';

/** So long for two pictures of each page at two widths; a slow machine is slow. */
const LIMIT_MINUTES = 30;

await runCommand(() => {
  const { help, words, dir } = parsePageOptions(process.argv.slice(2), 'screenshots');
  return {
    help: help ? SCREENSHOTS_HELP : undefined,
    dir,
    own: 'screenshots',
    parts: [
      {
        name: 'screenshots',
        what: 'pictures of every page',
        needs: ['dependencies', 'stack', 'chromium'],
        run: (context, env) => runPlaywright('screenshots', context, env, { words, limitMinutes: LIMIT_MINUTES }),
      },
    ],
  };
});
