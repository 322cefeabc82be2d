import MarkdownIt, { type Token } from 'markdown-it';

/** How deep quotes, lists and emphasis may nest. Nobody writes deeper; who tries means to choke a browser. */
const DEEPEST = 20;

const md = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: DEEPEST })
  // Indented text is meant as indented text, and a table would be wider than a phone.
  .disable(['code', 'table', 'html_block', 'html_inline']);
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
// Only what leads to a page or a person. Relative links would let a seller's words act within this site.
md.validateLink = (url) => /^(https?:\/\/|mailto:)/i.test(url.trim());

md.core.ruler.push('headings below the page’s own', ({ tokens }) => {
  for (const token of tokens) if (/^heading/.test(token.type)) token.tag = `h${Math.min(6, levelOf(token) + 2)}`;
});
md.core.ruler.push('no deeper than DEEPEST', (state) => {
  for (const token of state.tokens) {
    if (!token.children || depthOf(token.children) <= DEEPEST) continue;
    const plain = new state.Token('text', '', 0);
    plain.content = token.content;
    token.children = [plain];
  }
});

md.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
  tokens[index]?.attrSet('rel', 'nofollow noopener ugc');
  return renderer.renderToken(tokens, index, options);
};
// A picture from elsewhere would tell its host who reads this. Its words stand in for it.
md.renderer.rules.image = (tokens, index) => md.utils.escapeHtml(textOf(tokens[index]));

/** HTML that may be put into a page as it is. Only `renderMarkdown` makes it. */
export type SafeHtml = string & { readonly safe: unique symbol };

/** A seller's Markdown, ready to show: no HTML of theirs, no scripts, no images, headings from `h3` on. */
export const renderMarkdown = (text: string): SafeHtml => md.render(text) as SafeHtml;

/** The words alone, for where there is no markup: one line per paragraph, heading or list item. */
export const plainWords = (text: string): string =>
  md
    .parse(text, {})
    .filter(({ type }) => type === 'inline' || type === 'fence')
    .map((block) => textOf(block).trim())
    .join('\n');

/** The words of a token alone. */
export function textOf(token: Token | undefined): string {
  if (!token) return '';
  if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n';
  return token.children ? token.children.map(textOf).join('') : token.content;
}

const levelOf = ({ tag }: Token): number => Number(tag.slice(1));

function depthOf(tokens: Token[]): number {
  let [depth, deepest] = [0, 0];
  for (const { nesting } of tokens) {
    depth += nesting;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
