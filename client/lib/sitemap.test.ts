import { expect, test } from '@jest/globals';
import { sitemapIndexOf, sitemapOf } from './sitemap.ts';

test('a sitemap has every address, and when it changed', () => {
  const places = [
    { address: 'http://here/?a=1&b=<' },
    { address: 'http://here/x', changedAt: '2031-05-03T17:30:00.000Z' },
  ];
  expect(sitemapOf(places)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>http://here/?a=1&amp;b=&lt;</loc></url>
<url><loc>http://here/x</loc><lastmod>2031-05-03T17:30:00.000Z</lastmod></url>
</urlset>
`,
  );
});

test('an index has every part', () => {
  expect(sitemapIndexOf(['http://here/sitemap/0.xml'])).toContain(
    '<sitemap><loc>http://here/sitemap/0.xml</loc></sitemap>\n</sitemapindex>',
  );
});
