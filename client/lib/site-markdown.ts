import MarkdownIt from 'markdown-it';
import { type SafeHtml, textOf } from './markdown';

/** What an operator writes: tables and links within this site on top of what sellers may. HTML and pictures stay out here, too. */
const md = new MarkdownIt({ html: false, linkify: true, maxNesting: 20 }).disable('code');
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
md.validateLink = (url) => /^(https?:\/\/|mailto:|tel:|\/(?![/\\]))/i.test(url.trim());

// Its own line, which the keyboard can move where the table is wider than the page.
md.renderer.rules.table_open = () => '<div class="wide" tabindex="0"><table>\n';
md.renderer.rules.table_close = () => '</table></div>\n';
md.renderer.rules.image = (tokens, index) => md.utils.escapeHtml(textOf(tokens[index]));
md.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
  const token = tokens[index]!;
  if (/^https?:/i.test(String(token.attrGet('href')))) token.attrSet('rel', 'noopener');
  return renderer.renderToken(tokens, index, options);
};

export interface Written {
  /** Its first heading of the first level, which is not in the text then. */
  title: string | undefined;
  html: SafeHtml;
}

/** A page in Markdown, ready to show below its title. */
export function renderPage(text: string): Written {
  const tokens = md.parse(text, {});
  const isTitled = tokens[0]?.type === 'heading_open' && tokens[0].tag === 'h1';
  const rest = isTitled ? tokens.slice(3) : tokens;
  // A page has one headline.
  for (const token of rest) if (token.tag === 'h1') token.tag = 'h2';
  const title = isTitled ? textOf(tokens[1]).trim() : '';
  return { title: title || undefined, html: md.renderer.render(rest, md.options, {}) as SafeHtml };
}
