import type { Language } from '@frontrow/common/contracts';
import type { Letter } from '../mail.ts';
import type { Draft, Link, Ticket } from './draft.ts';

const member: Record<Language, string> = {
  en: 'You get this mail because you have an account at Frontrow.',
  de: 'Du bekommst diese E-Mail, weil du ein Konto bei Frontrow hast.',
};

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML that shows it and does nothing else, also inside of quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

/** Titles are written by strangers: a line break in one could begin a line of its own in a header or a text. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

/** Sets a draft as HTML and as plain text. */
export function layOut(draft: Draft, language: Language): Letter {
  const { subject, attachments = [] } = draft;
  return { subject: oneLine(subject), html: html(draft, language), text: plain(draft, language), attachments };
}

/** The colours of the storefront by daylight. Mail programs know no style sheets, so each element carries its own. */
const COLOUR = {
  page: '#faf7f8',
  surface: '#ffffff',
  line: '#e0d6db',
  ink: '#1f1019',
  muted: '#65535f',
  brand: '#b0123b',
};
const FONT = "font-family:'Helvetica Neue',Helvetica,Arial,sans-serif";
const TEXT = `${FONT};font-size:16px;line-height:24px;color:${COLOUR.ink}`;
const NOTE = `${FONT};font-size:14px;line-height:20px;color:${COLOUR.muted}`;

function html(draft: Draft, language: Language): string {
  const {
    title,
    paragraphs,
    code,
    tickets = [],
    facts = [],
    action,
    more = [],
    notes = [],
    why = member[language],
  } = draft;
  const parts = [
    `<h1 style="${FONT};font-size:28px;line-height:32px;color:${COLOUR.ink};margin:0 0 16px">${escapeHtml(title)}</h1>`,
    ...paragraphs.map((paragraph) => `<p style="${TEXT};margin:0 0 16px">${escapeHtml(paragraph)}</p>`),
    code ? digits(code) : '',
    ...tickets.map(ticketHtml),
    facts.length > 0 ? table(facts) : '',
    action ? button(action) : '',
    more.length > 0 ? `<p style="${TEXT};margin:0">${more.map(anchor).join(' &nbsp; ')}</p>` : '',
    ...notes.map((note) => `<p style="${NOTE};margin:12px 0 0">${escapeHtml(note)}</p>`),
  ];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px 12px;background:${COLOUR.page}">
<div style="max-width:560px;margin:0 auto">
<p style="${FONT};font-size:20px;font-weight:bold;color:${COLOUR.brand};margin:0 0 12px">Frontrow</p>
<div style="background:${COLOUR.surface};border:1px solid ${COLOUR.line};border-radius:12px;padding:24px">
${parts.filter(Boolean).join('\n')}
</div>
<p style="${FONT};font-size:13px;line-height:20px;color:${COLOUR.muted};margin:12px 0 0">${escapeHtml(why)}</p>
</div>
</body>
</html>
`;
}

const table = (facts: [string, string][]) =>
  `<table style="border-collapse:collapse;margin:0 0 16px">${facts
    .map(([name, value]) => {
      const head = `<th style="${TEXT};color:${COLOUR.muted};font-weight:normal;text-align:left;vertical-align:top;padding:2px 16px 2px 0">${escapeHtml(name)}</th>`;
      return `<tr>${head}<td style="${TEXT};padding:2px 0">${escapeHtml(value)}</td></tr>`;
    })
    .join('')}</table>`;

/** One column, which every mail program can show; white under the code, which scanners need in the dark as well. */
function ticketHtml({ title, when, lines, name, code, say, picture }: Ticket): string {
  const line = (text: string, style = '') => `<p style="${TEXT};margin:0;${style}">${escapeHtml(text)}</p>`;
  const cell = (parts: string[], style: string) =>
    `<tr><td style="padding:16px 20px;${style}">${parts.join('')}</td></tr>`;
  const about = [
    line('Frontrow', `color:${COLOUR.brand};font-weight:bold`),
    line(title, 'font-size:24px;line-height:28px;font-weight:bold;padding:4px 0 8px'),
    line(when, 'font-weight:bold'),
    ...lines.map((text) => line(text)),
    line(name, `color:${COLOUR.muted};padding-top:8px`),
  ];
  const stub = [
    `<img src="cid:${picture.cid}" alt="${escapeHtml(picture.alt)}" width="208" height="208" style="display:block;margin:0 auto;background:#ffffff">`,
    line(say, `color:${COLOUR.muted};font-size:13px;text-align:center`),
    line(
      code,
      'font-family:Menlo,Consolas,monospace;font-size:24px;line-height:32px;font-weight:bold;text-align:center',
    ),
  ];
  const frame = `width:100%;border:1px solid ${COLOUR.line};border-radius:12px;border-spacing:0;margin:0 0 20px;page-break-inside:avoid;break-inside:avoid`;
  const torn = `border-top:2px dashed ${COLOUR.line};background:#ffffff;border-radius:0 0 12px 12px`;
  return `<table role="presentation" style="${frame}">${cell(about, '')}${cell(stub, torn)}</table>`;
}

/** Set wide by style alone: what is copied has no spaces in it. */
const digits = (code: string) =>
  `<p style="font-family:'Courier New',Courier,monospace;font-size:36px;line-height:44px;font-weight:bold;letter-spacing:6px;color:${COLOUR.ink};margin:0 0 16px">${escapeHtml(code)}</p>`;

const button = ({ label, url }: Link) =>
  `<p style="margin:8px 0 16px"><a href="${escapeHtml(url)}" style="${FONT};font-size:16px;line-height:24px;font-weight:bold;display:inline-block;padding:12px 20px;border-radius:10px;background:${COLOUR.brand};color:#ffffff;text-decoration:none">${escapeHtml(label)}</a></p>`;

const anchor = ({ label, url }: Link) =>
  `<a href="${escapeHtml(url)}" style="color:${COLOUR.brand}">${escapeHtml(label)}</a>`;

function plain(draft: Draft, language: Language): string {
  const {
    title,
    paragraphs,
    code = '',
    tickets = [],
    facts = [],
    action,
    more = [],
    notes = [],
    why = member[language],
  } = draft;
  const parts = [
    oneLine(title),
    ...paragraphs.map(oneLine),
    code,
    ...tickets.map(({ name, code, lines }) => [`${name}: ${code}`, ...lines].join('\n')),
    facts.map(([name, value]) => `${name}: ${oneLine(value)}`).join('\n'),
    [...(action ? [action] : []), ...more].map(({ label, url }) => `${label}: ${url}`).join('\n'),
    ...notes.map(oneLine),
    `-- \nFrontrow\n${why}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
