/** A page for search engines to look at, and when it changed. */
export interface Place {
  address: string;
  changedAt?: string;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** What there is to look at (https://www.sitemaps.org/protocol.html). */
export const sitemapOf = (places: Place[]): string =>
  `${HEAD}\n<urlset ${SCHEMA}>\n${places
    .map(
      ({ address, changedAt }) =>
        `<url><loc>${escaped(address)}</loc>${changedAt ? `<lastmod>${changedAt}</lastmod>` : ''}</url>\n`,
    )
    .join('')}</urlset>\n`;

/** Where the parts of it are, when it is more than one file. */
export const sitemapIndexOf = (addresses: string[]): string =>
  `${HEAD}\n<sitemapindex ${SCHEMA}>\n${addresses
    .map((address) => `<sitemap><loc>${escaped(address)}</loc></sitemap>\n`)
    .join('')}</sitemapindex>\n`;
