import { describe, expect, test } from '@jest/globals';
import { plainWords, renderMarkdown } from './markdown';

/** Every element of some HTML with its attributes, as `a[href,rel]`. */
const elementsOf = (html: string) =>
  [...html.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/g)].map(([, name, attributes = '']) => {
    const names = [...attributes.matchAll(/([\w-]+)="[^"]*"/g)].map(([, attribute]) => attribute).sort();
    return names.length > 0 ? `${name}[${names}]` : name;
  });

function depthOf(html: string): number {
  let [depth, deepest] = [0, 0];
  for (const [, closing, name] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (name === 'br' || name === 'hr') continue;
    depth += closing ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  expect(depth).toBe(0);
  return deepest;
}

test('what people write is set as they mean it', () => {
  const html = renderMarkdown('Doors at **seven**.\nBring *a lantern*.\n\n- tea\n- cake\n\n1. one\n\n> quiet');
  expect(html).toContain('Doors at <strong>seven</strong>.<br>\nBring <em>a lantern</em>.');
  expect(html).toContain('<li>tea</li>');
  expect(elementsOf(html)).toEqual(['p', 'strong', 'br', 'em', 'ul', 'li', 'li', 'ol', 'li', 'blockquote', 'p']);
});

test('plain text stays as it is, indented lines too', () => {
  expect(renderMarkdown('One & two\n    three < four')).toBe('<p>One &amp; two<br>\nthree &lt; four</p>\n');
});

test('headings stay below those of the page', () => {
  const html = renderMarkdown('# one\n\n## two\n\n###### six\n\nseven\n=====');
  expect(elementsOf(html)).toEqual(['h3', 'h4', 'h6', 'h3']);
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'a <b onclick="x()">b</b> <!-- c -->',
  '<svg><a xlink:href="javascript:alert(1)"></svg>',
  '</section><iframe src="//example.com"></iframe>',
])('HTML never passes: %s', (hostile) => {
  const html = renderMarkdown(hostile);
  expect(elementsOf(html)).toEqual(['p']);
  expect(html).toContain('&lt;');
});

test.each([
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](java&#x73;cript:alert(1))',
  '[a](<java\tscript:alert(1)>)',
  '[a](&#1;javascript:alert(1))',
  '[a](data:text/html;base64,PHNjcmlwdD4=)',
  '[a](vbscript:x)',
  '[a](/account)',
  '[a](//example.com)',
  '[a]: javascript:alert(1)\n\n[a]',
  '<javascript:alert(1)>',
  '//example.com www.example.com ftp://example.com',
])('no such link is made: %s', (hostile) => {
  expect(elementsOf(renderMarkdown(hostile))).not.toContainEqual(expect.stringMatching(/^a\b/));
});

test.each([
  ['[here](https://example.com/?a=1&b=2 "title")', 'https://example.com/?a=1&amp;b=2'],
  ['https://example.com/a', 'https://example.com/a'],
  ['<mailto:door@example.com>', 'mailto:door@example.com'],
  ['[a](https://example.com/"onclick="x)', 'https://example.com/%22onclick=%22x'],
])('links lead on without our word for them: %s', (text, href) => {
  const html = renderMarkdown(text);
  expect(html).toContain(`<a href="${href}"`);
  expect(html).toContain('rel="nofollow noopener ugc"');
  expect(elementsOf(html).filter((name) => name?.startsWith('a['))).toHaveLength(1);
});

test('images are words, not loaded', () => {
  const html = renderMarkdown('![a *lantern* "<b>](https://example.com/pixel.png) ![](https://example.com/b.png)');
  expect(elementsOf(html)).toEqual(['p']);
  expect(html).toContain('a lantern &quot;&lt;b&gt;');
  expect(html).not.toContain('example.com');
});

describe('bombs of 5,000 characters', () => {
  test.each([
    ['emphasis', `${'*'.repeat(2500)}a${'*'.repeat(2500)}`],
    ['opened emphasis', '*a **a '.repeat(715)],
    ['emphasis in turns', `${'**a *b '.repeat(360)}${' b* a**'.repeat(360)}`],
    ['quotes', '>'.repeat(5000)],
    ['lists', '- '.repeat(2500)],
    ['brackets', '['.repeat(5000)],
    ['links in links', `${'['.repeat(500)}a${'](http://a)'.repeat(450)}`],
    ['images in images', `${'!['.repeat(400)}a${'](http://a)'.repeat(380)}`],
    ['backticks', Array.from({ length: 100 }, (_, count) => '`'.repeat(count)).join('a')],
  ])('%s stay shallow and whole', (_, bomb) => {
    const html = renderMarkdown(bomb);
    expect(depthOf(html)).toBeLessThanOrEqual(41);
    expect(html.length).toBeLessThan(50_000);
  });

  test('emphasis beyond measure is shown as it was typed', () => {
    const bomb = `${'*'.repeat(60)}a${'*'.repeat(60)}`;
    expect(renderMarkdown(bomb)).toBe(`<p>${bomb}</p>\n`);
  });
});

test('its plain words have no marks', () => {
  const text =
    '# Night\n\nDoors at **seven**, [map](https://example.com).\n\n- tea\n- `cake`\n\n![a lamp](https://a/b.png)';
  expect(plainWords(text)).toBe('Night\nDoors at seven, map.\ntea\ncake\na lamp');
  expect(plainWords('<b>bold</b>')).toBe('<b>bold</b>');
});
