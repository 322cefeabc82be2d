import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageResponse } from 'next/og';

/** The background of the icon, which an edge without round corners shows. */
const GROUND = '#b0123b';

/** The icon as PNG: with round corners on nothing, or up to its edges for who cuts it themselves. */
export async function drawIcon(side: number, { toTheEdge = false } = {}): Promise<Buffer> {
  const svg = await readFile(join(process.cwd(), 'app/icon.svg'));
  const image = new ImageResponse(
    <div style={{ display: 'flex', width: '100%', height: '100%', background: toTheEdge ? GROUND : 'transparent' }}>
      {/* biome-ignore lint/performance/noImgElement: this is drawn into an image, not into a page. */}
      <img alt="" src={`data:image/svg+xml;base64,${svg.toString('base64')}`} width={side} height={side} />
    </div>,
    { width: side, height: side },
  );
  return Buffer.from(await image.arrayBuffer());
}
