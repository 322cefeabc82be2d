import type { TicketView } from '@frontrow/common/contracts';
import { arts } from './art';
import { type Palette, palettes } from './palette';
import { pick, randomFrom } from './random';
import { typeset } from './typeset';

export type Drawable = Pick<TicketView, 'id' | 'category' | 'title'>;

export const SHEET = { width: 400, height: 500 };
const MARGIN = 24;
const TYPE_HEIGHT = 206;

const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const plain = (text: string) => text.replace(/[&<>]/g, (char) => escaped[char] ?? char);

/** A listing's inks and its drawing, the same wherever it is shown. */
export function drawArt({ id, category }: Pick<Drawable, 'id' | 'category'>): { palette: Palette; art: string } {
  const random = randomFrom(id);
  const palette = pick(random, palettes[category]);
  const art = pick(random, arts[category]);
  return { palette, art: art(palette, random) };
}

/** Drawings that are kept, of some kilobytes each: those of the pages that everybody sees. */
const MOST_DRAWINGS = 200;
const drawings = new Map<string, string>();

/** The inside of a poster's SVG. As text, since hundreds of little shapes are nothing that React needs to know about. */
export function drawPoster(subject: Drawable): string {
  const key = `${subject.id} ${subject.category} ${subject.title}`;
  const known = drawings.get(key);
  if (known !== undefined) return known;
  if (drawings.size === MOST_DRAWINGS) drawings.clear();
  const drawing = draw(subject);
  drawings.set(key, drawing);
  return drawing;
}

function draw({ id, category, title }: Drawable): string {
  const { palette, art } = drawArt({ id, category });
  const { lines, height } = typeset(title, SHEET.width - 2 * MARGIN, TYPE_HEIGHT);
  const top = Math.round(SHEET.height - MARGIN - height);
  const panel = top - 18;
  const texts = lines.map(({ text, size, y }) => `<text y="${y}" font-size="${size}">${plain(text)}</text>`);
  const svg = `
    <rect width="400" height="500" fill="${palette.ground}"/>
    ${art}
    <rect y="${panel}" width="400" height="${SHEET.height - panel}" fill="${palette.ground}"/>
    <g class="poster-type" fill="${palette.type}" transform="translate(${MARGIN} ${top})">${texts.join('')}</g>`;
  return svg.replace(/\s*\n\s*/g, '');
}
