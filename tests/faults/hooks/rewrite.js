import { bugs } from '../bugs/catalog.js';
import { applyEdits, faultPointEdits } from './edits.js';

/** @type {import('./edits.js').Edit[]} */
let edits = faultPointEdits;

/** @param {{ bug?: string }} data */
export function initialize({ bug }) {
  if (!bug) return;
  const planted = bugs.find(({ name }) => name === bug);
  if (!planted) throw new Error(`there is no planted bug ${bug}`);
  edits = [...faultPointEdits, ...(planted.edits ?? [])];
}

/**
 * Loads a module as ever, and makes the edits to it that there are.
 * @type {import('node:module').LoadHook}
 */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  const own = edits.filter(({ file }) => url.endsWith(`/${file}`));
  return own.length === 0 ? loaded : { ...loaded, source: applyEdits(String(loaded.source), own) };
}
