import { gzipSync } from 'node:zlib';
import { expect, test } from './test.ts';

/**
 * Bytes of gzip that a first visit may cost in scripts. React and the router of Next.js are 131 000 of them, whatever a page
 * does; the rest is ours. So a library that finds its way to these pages shows here.
 */
const MOST = 159_000;

test('the first visit loads few scripts', async ({ open, market }) => {
  const listing = await market.list(await market.join('seller'), { description: 'Bring **a lantern**.' });
  for (const path of ['/', `/tickets/${listing.id}`]) {
    const page = await open('visitor');
    const scripts: { url: string; bytes: Promise<number> }[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return;
      scripts.push({ url: response.url(), bytes: response.body().then((body) => gzipSync(body, { level: 9 }).length) });
    });
    await page.goto(path, { waitUntil: 'load' });
    const sizes = await Promise.all(scripts.map(async ({ url, bytes }) => ({ url, bytes: await bytes })));
    const sum = sizes.reduce((total, { bytes }) => total + bytes, 0);
    process.stderr.write(`    measured: scripts of ${path.split('/').slice(0, 2).join('/')}: ${sum} bytes of gzip\n`);
    expect(sizes.length).toBeGreaterThan(0);
    const list = sizes.map(({ url, bytes }) => `${bytes} ${new URL(url).pathname}`).join('\n');
    expect(sum, list).toBeLessThanOrEqual(MOST);
  }
});
