import { type TicketView, writeTime } from '@frontrow/common/contracts';
import { drawArt, SHEET } from '@/components/poster/draw';
import { fullPlaceOf } from '@/lib/place';
import { settable } from './settable';

/** What networks that show links ask for. */
export const SHARE_SIZE = { width: 1200, height: 630 };
const ART = { width: 560, height: 630 };
/** What the category, two lines of place and our name leave over. */
const TITLE_HEIGHT = 285;

export type Shown = Pick<
  TicketView,
  'id' | 'category' | 'title' | 'startsAt' | 'timeZone' | 'venue' | 'city' | 'country'
>;

/** What is said in it besides the seller's words. */
export interface Said {
  category: string;
  /** The variant of the language in which dates are written. */
  locale: string;
}

interface Props {
  ticket: Shown;
  said: Said;
  poster?: Buffer | undefined;
}

/**
 * The poster of a listing in the shape in which links are shown. Drawn outside of the browser, where only inline styles
 * and flex boxes are known. What cannot be set is left out: the drawing is the listing's own in any case.
 */
export function ShareImage({ ticket, said, poster }: Props) {
  const { palette, art } = drawArt(ticket);
  const title = settable(ticket.title.toUpperCase());
  const size = title ? sizeFor(title) : 0;
  const place = settable(fullPlaceOf(ticket));
  const { startsAt, timeZone } = ticket;
  const time = startsAt && settable(writeTime(startsAt, 'full', { locale: said.locale, timeZone }));
  return (
    <div style={{ display: 'flex', width: '100%', height: '100%', background: palette.ground, color: palette.type }}>
      <div
        style={{
          display: 'flex',
          flexDirection: 'column',
          width: SHARE_SIZE.width - ART.width,
          padding: '56px 40px 52px 64px',
          fontWeight: 700,
        }}
      >
        <div style={{ fontSize: 28, letterSpacing: 2 }}>{said.category.toLocaleUpperCase(said.locale)}</div>
        {title && (
          <div style={{ ...clamped(Math.floor(TITLE_HEIGHT / size)), marginTop: 16, fontSize: size, lineHeight: 1 }}>
            {title}
          </div>
        )}
        <div style={{ display: 'flex', flexDirection: 'column', marginTop: 'auto', fontSize: 30, lineHeight: 1.3 }}>
          {time && <div style={clamped(1)}>{time}</div>}
          {place && <div style={clamped(2)}>{place}</div>}
          <div style={{ marginTop: 20, fontSize: 38 }}>{'Frontrow'}</div>
        </div>
      </div>
      {/* biome-ignore lint/performance/noImgElement: this is drawn into an image, not into a page. */}
      <img alt="" src={poster ? dataUrl('image/jpeg', poster) : asDataUrl(art)} width={ART.width} height={ART.height} />
    </div>
  );
}

const clamped = (lines: number) =>
  ({ display: 'block', flexShrink: 0, lineClamp: lines, wordBreak: 'break-word' }) as const;

function sizeFor(title: string): number {
  const longest = Math.max(...title.split(' ').map((word) => word.length));
  if (title.length <= 14 && longest <= 8) return 120;
  if (title.length <= 32 && longest <= 11) return 92;
  if (title.length <= 64 && longest <= 15) return 68;
  return title.length <= 84 ? 52 : 42;
}

const dataUrl = (type: string, content: Buffer) => `data:${type};base64,${content.toString('base64')}`;

/** The middle of the sheet's upper part, where the drawing is. */
const asDataUrl = (art: string): string => {
  const [width, height] = [(310 * ART.width) / ART.height, 310];
  const box = `viewBox="${(SHEET.width - width) / 2} 0 ${width} ${height}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${ART.width}" height="${ART.height}" ${box}>${art}</svg>`;
  return dataUrl('image/svg+xml', Buffer.from(svg));
};
