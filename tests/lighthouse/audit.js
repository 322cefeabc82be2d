import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { computeMedianRun } from 'lighthouse/core/lib/median-run.js';
import { BUYER, SELLER } from '../../infra/local/demo/accounts.js';
import { tell } from '../../infra/local/runner/results.js';
import { LEAST, pages } from './pages.js';

/*
 * Judges the pages over a running Frontrow at BASE_URL, one after the other, with Lighthouse's own slow phone. It tells
 * bin/lighthouse a result for each page and category, and keeps the reports.
 */

const { BASE_URL: base = 'http://localhost:8080', ARTEFACTS: artefacts = 'artefacts', CHROMIUM } = process.env;
const PORT = 19_222;
/** A run's points come and go by a few; of so many the middle one counts. */
const RUNS = 3;
const folder = join(artefacts, 'lighthouse');
const words = process.argv.slice(2);

/** @param {string} path @param {RequestInit & { cookie?: string }} [init] */
async function api(path, { cookie, ...init } = {}) {
  const headers = { 'content-type': 'application/json', origin: base, ...(cookie && { cookie }) };
  const answer = await fetch(base + path, { ...init, headers });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

/** @param {{ email: string, password: string }} account @returns {Promise<string>} the cookie of a session */
async function signIn(account) {
  const answer = await api('/api/users/signIn', { method: 'POST', body: JSON.stringify(account) });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** What the pages show: a listing that is on sale, an order to be paid, the seller's listing that sold best. */
async function findIds(/** @type {{ buyer: string, seller: string }} */ { buyer, seller }) {
  const listings = await (await api('/api/tickets?limit=100')).json();
  const ticket = listings.find((/** @type {any} */ { available, startsAt }) => startsAt && available > 20).id;
  const body = JSON.stringify({ ticketId: ticket, quantity: 2 });
  const order = await (await api('/api/orders', { method: 'POST', body, cookie: buyer })).json();
  const own = await (await api('/api/tickets/selling?limit=50', { cookie: seller })).json();
  const listing = own.toSorted((/** @type {any} */ one, /** @type {any} */ other) => other.sold - one.sold)[0].id;
  return { ticket, order: order.id, listing };
}

const cookies = { buyer: await signIn(BUYER), seller: await signIn(SELLER) };
const all = pages(await findIds(cookies));
const chosen = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', `--remote-debugging-port=${PORT}`],
});
const session = await browser.newBrowserCDPSession();

/** Signs the browser in as somebody, or out. Chromium takes no Cookie from Lighthouse's `extraHeaders`. @param {'buyer' | 'seller'} [as] */
async function become(as) {
  await session.send('Storage.clearCookies');
  if (!as) return;
  const list = cookies[as].split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), url: base, path: '/', httpOnly: true };
  });
  await session.send('Storage.setCookies', { cookies: list });
}

/** @type {string[]} */
const rows = [];
try {
  for (const [index, { name, path, as }] of chosen.entries()) {
    process.stderr.write(`    progress: ${index + 1} of ${chosen.length}: ${name}\n`);
    const categories = Object.keys(LEAST).filter((category) => category !== 'seo' || !as);
    const reports = [];
    for (let run = 0; run < RUNS; run += 1) {
      await become(as); // each run begins with an empty browser
      reports.push(await report(path, categories));
    }
    const lhr = computeMedianRun(reports.map(({ lhr }) => lhr));
    const { report: html } = /** @type {import('lighthouse').RunnerResult} */ (reports.find((one) => one.lhr === lhr));
    writeFileSync(join(folder, `${name}.html`), String(html));
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(lhr, null, 2));
    rows.push(judge(name, categories, lhr));
  }
} finally {
  await browser.close();
}
const head = `| page | ${Object.keys(LEAST).join(' | ')} | LCP | TBT | CLS |`;
const table = `${head}\n|${'---|'.repeat(head.split('|').length - 2)}\n${rows.join('\n')}\n`;
writeFileSync(join(folder, 'table.md'), table);
for (const row of rows) process.stderr.write(`    measured: ${row}\n`);
tell('end');

/** @param {string} path @param {string[]} categories */
async function report(path, categories) {
  const result = await lighthouse(base + path, {
    port: PORT,
    output: 'html',
    onlyCategories: categories,
    logLevel: 'error',
  });
  if (!result) throw new Error(`Lighthouse had nothing to say of ${path}`);
  const { finalDisplayedUrl } = result.lhr;
  if (finalDisplayedUrl !== base + path) throw new Error(`Lighthouse saw ${finalDisplayedUrl}, not ${path}`);
  return result;
}

/**
 * Tells how a page did in each category, with what it lost points for.
 * @param {string} name
 * @param {string[]} categories
 * @param {import('lighthouse').Result} lhr
 * @returns {string} its row of the table
 */
function judge(name, categories, lhr) {
  const scores = Object.keys(LEAST).map((category) => {
    if (!categories.includes(category)) return '–';
    const { score, auditRefs } = lhr.categories[category];
    const points = Math.round((score ?? 0) * 100);
    const lost = auditRefs
      .map(({ id, weight }) => ({ weight, ...lhr.audits[id] }))
      .filter(({ weight, score }) => weight > 0 && score !== null && score < 0.9)
      .map(({ title, displayValue }) => [title, displayValue].filter(Boolean).join(': '));
    const file = `${name}.html`;
    const why = `${points} of at least ${LEAST[category]}\n${lost.join('\n')}`;
    tell({ file, title: `${name}: ${category}`, passed: points >= LEAST[category], why });
    return String(points);
  });
  const shown = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map(
    (id) => lhr.audits[id].displayValue ?? '',
  );
  return `| ${[name, ...scores, ...shown].join(' | ')} |`;
}
