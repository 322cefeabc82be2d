import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { orProblem, ROOT } from '../options.js';

export const SCREENSHOTS_HELP = `Takes pictures of every page, light and dark, at 390 and 1280 px, of a stack of its own with the demo market.

  bin/screenshots               every page
  bin/screenshots home door     the pages with these words in their names
  bin/screenshots --help        this text

  --state DIR   where the stack keeps its data (default .frontrow/screenshots)

The pictures are artefacts/screenshots/<page>-<width>-<scheme>.png, and index.html there shows them all. Which pages
there are says tests/screenshots/pages.ts. The last line says how many could be taken.
`;

export const LIGHTHOUSE_HELP = `Lets Lighthouse judge the main pages of the production build, on a stack of its own with the demo market.

  bin/lighthouse                every page of tests/lighthouse/pages.js
  bin/lighthouse home ticket    the pages with these words in their names
  bin/lighthouse --help         this text

  --state DIR   where the stack keeps its data (default .frontrow/lighthouse)

A page fails below: accessibility 100, best practices 100, SEO 100 (public pages), performance 95 (a slow phone). The
performance is a timing: it means something on a machine that does nothing else. The reports and their table are in
artefacts/lighthouse/. The first run installs Lighthouse into tests/lighthouse/.
`;

/**
 * The options of commands that look at pages; the words name the pages to look at.
 * @param {string[]} args
 * @param {'screenshots' | 'lighthouse'} command
 */
export function parsePageOptions(args, command) {
  const options = /** @type {const} */ ({ help: { type: 'boolean', short: 'h' }, state: { type: 'string' } });
  const parse = () => parseArgs({ args, options, allowPositionals: true });
  const { values, positionals } = orProblem(parse, `bin/${command} --help`);
  return {
    help: values.help ?? false,
    words: positionals,
    dir: resolve(values.state ?? join(ROOT, '.frontrow', command)),
  };
}
