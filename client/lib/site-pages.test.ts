import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Locale, locales } from '@/i18n/locales';
import { renderPage } from './site-markdown';
import { findWrittenPages, readSitePage } from './site-page-files';
import { sitePages } from './site-pages';

const presets = join(import.meta.dirname, '../presets');
let given: string;
beforeAll(async () => {
  given = await mkdtemp(join(tmpdir(), 'frontrow-pages-'));
});
afterAll(() => rm(given, { recursive: true }));

const everyPage = sitePages.flatMap((page) =>
  (Object.keys(locales) as Locale[]).map((locale) => [page, locale] as const),
);

describe('a page that nobody has written', () => {
  test.each(everyPage)('%s is there in %s', async (page, locale) => {
    const { title, html, ...rest } = await readSitePage(page, locale, { given: undefined, presets });
    expect(rest).toEqual({ locale, isPreset: true });
    expect(title).toBeTruthy();
    expect(html).toContain('<p>');
    expect(html).not.toContain('—');
  });

  test('is not found by search engines, but for help', async () => {
    expect(await findWrittenPages({ given, presets })).toEqual(['help']);
    expect(await findWrittenPages({ given: join(given, 'nowhere'), presets })).toEqual(['help']);
  });
});

describe('a page that its operator has written', () => {
  const read = (locale: Locale) => readSitePage('terms', locale, { given, presets });

  test('takes the place of ours, in the reader’s language where it is there, and again when it changes', async () => {
    const file = join(given, 'terms.de.md');
    await writeFile(file, '# AGB\n\nErste Fassung.');
    expect(await read('de')).toMatchObject({ title: 'AGB', locale: 'de', isPreset: false });
    expect(await read('en')).toMatchObject({ title: 'AGB', locale: 'de', isPreset: false });
    expect(await findWrittenPages({ given, presets })).toEqual(['help', 'terms']);
    await writeFile(file, '# AGB\n\nZweite Fassung.');
    await utimes(file, new Date(), new Date(Date.now() + 5_000));
    expect((await read('de')).html).toBe('<p>Zweite Fassung.</p>\n');
    await writeFile(join(given, 'terms.en.md'), 'No title.');
    expect(await read('en')).toMatchObject({ title: undefined, locale: 'en', html: '<p>No title.</p>\n' });
    await rm(file);
    expect(await read('de')).toMatchObject({ locale: 'en', isPreset: false });
  });

  test('that cannot be read is a fault, and not a page without terms', async () => {
    await mkdir(join(given, 'imprint.en.md'));
    await expect(readSitePage('imprint', 'en', { given, presets })).rejects.toThrow('EISDIR');
  });
});

describe('what an operator writes', () => {
  test('has tables, lists and headings below its title', () => {
    const { title, html } = renderPage('# Fees & terms\n\n## Fees\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n# More\n\n- x');
    expect(title).toBe('Fees & terms');
    expect(html).toContain('<h2>Fees</h2>');
    expect(html).toContain('<h2>More</h2>');
    expect(html).toMatch(/<div class="wide" tabindex="0"><table>[\s\S]*<td>1<\/td>[\s\S]*<\/table><\/div>/);
    expect(html).toContain('<li>x</li>');
  });

  test.each([
    ['[a](/help)', '<a href="/help">a</a>'],
    ['[a](https://example.com/)', '<a href="https://example.com/" rel="noopener">a</a>'],
    ['<a@example.com>', '<a href="mailto:a@example.com">a@example.com</a>'],
    ['[a](tel:+49301234)', '<a href="tel:+49301234">a</a>'],
    ['[a](//example.com)', '[a](//example.com)'],
    ['[a](/\\example.com)', '<a href="/%5Cexample.com">a</a>'],
    ['[a](javascript:alert(1))', '[a](javascript:alert(1))'],
    ['![A picture](/x.png)', 'A picture'],
    ['<b onclick="x()">a</b>', '&lt;b onclick=&quot;x()&quot;&gt;a&lt;/b&gt;'],
  ])('%s becomes %s', (text, html) => {
    expect(renderPage(text).html).toBe(`<p>${html}</p>\n`);
  });
});
