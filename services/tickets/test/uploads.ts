import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Images as people upload them, and as people do who mean no good. */

const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#204060', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  });

export const aJpeg = (width = 500, height = 600): Promise<Buffer> => noise(width, height).jpeg().toBuffer();
export const aPng = (width = 500, height = 600): Promise<Buffer> => noise(width, height).png().toBuffer();
export const aWebp = (width = 500, height = 600): Promise<Buffer> => noise(width, height).webp().toBuffer();
export const anAvif = (width = 500, height = 600): Promise<Buffer> =>
  noise(width, height).avif({ effort: 0 }).toBuffer();

/** As a telephone makes it: lying on its side, with where it was taken. */
export const aPhoto = (width: number, height: number): Promise<Buffer> =>
  noise(width, height)
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Copyright: 'Secret Person' },
      IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' },
    })
    .jpeg()
    .toBuffer();

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

/** A PNG of one bit per pixel that says it has so many pixels, with this as its content. */
export function pngOf(width: number, height: number, content: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(1, 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', content), chunk('IEND', Buffer.alloc(0))]);
}

/** 900 million pixels in about 110 kB. */
export const aBomb = (): Buffer =>
  pngOf(30_000, 30_000, deflateSync(Buffer.alloc(30_000 * (30_000 / 8 + 1)), { level: 1 }));

export const anSvg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><script>alert(1)</script><image href="/etc/passwd"/></svg>',
);
