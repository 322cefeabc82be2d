import { createHash } from 'node:crypto';
import {
  MAX_POSTER_PIXELS,
  MIN_POSTER_SIDE,
  POSTER_SHARE_SIZE,
  POSTER_WIDTHS,
  type Poster,
  type PosterFile,
  posterFiles,
  type Refusal,
} from '@frontrow/common/contracts';
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';

/** A poster as it is kept: only what was drawn here anew, without anything else that the uploaded file held. */
export interface Picture {
  poster: Poster;
  files: { file: PosterFile; content: Buffer }[];
}

/** Why an upload is none: `not_an_image` is no image of a kind we take, `unfit` is one that cannot be used. */
export interface Unfit extends Omit<Refusal, 'field'> {
  refused: 'not_an_image' | 'unfit';
}

export interface Pictures {
  /** Makes a poster of an uploaded image, one at a time. */
  render(upload: Buffer): Promise<Picture | Unfit>;
}

const LOADERS = ['JpegBuffer', 'PngBuffer', 'WebpBuffer', 'HeifBuffer'].map((kind) => `VipsForeignLoad${kind}`);
const LONGEST_S = 15;
/** How many times longer than the other a side may be. */
const MOST_OBLONG = 3;

export function openPictures(): Pictures {
  // No decoder runs but these, whatever the bytes claim to be: SVG, PDF and the like could read files and run for long.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  // An upload may take its time, but neither all processors nor memory for good.
  sharp.concurrency(1);
  sharp.cache(false);

  let last: Promise<unknown> = Promise.resolve();
  return {
    render(upload) {
      const rendered = last.then(() => render(upload));
      last = rendered.catch(() => {});
      return rendered;
    },
  };
}

/** The bytes of the uploader are decoded once, here, within limits; all files are made of the pixels that this gives. */
async function render(upload: Buffer): Promise<Picture | Unfit> {
  if (!isKnown(upload)) return notAnImage;
  const options: SharpOptions = { limitInputPixels: MAX_POSTER_PIXELS, failOn: 'error', pages: 1 };
  let pixels: { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } };
  try {
    const refusal = refusalOf(await sharp(upload, { ...options, limitInputPixels: false }).metadata());
    if (refusal) return refusal;
    pixels = await sharp(upload, options)
      .timeout({ seconds: LONGEST_S })
      .autoOrient()
      .resize({ width: POSTER_WIDTHS.at(-1)!, withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    return unfit(whyUnreadable(error as Error));
  }

  const { width, height, channels } = pixels.info;
  const image = () => sharp(pixels.data, { raw: { width, height, channels } });
  const files: Picture['files'] = [];
  for (const { file, width: narrower } of posterFiles(width)) {
    files.push({ file, content: await asWebp(image().resize({ width: narrower })) });
  }
  files.push({ file: 'share.jpg', content: await asShare(image()) });
  const hash = createHash('sha256');
  for (const { content } of files) hash.update(content);
  return { poster: { hash: hash.digest('hex').slice(0, 32), width, height }, files };
}

const asWebp = (image: Sharp) => image.webp({ quality: 80 }).toBuffer();

const asShare = (image: Sharp) =>
  image
    .resize({ ...POSTER_SHARE_SIZE, fit: 'cover' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer();

/** Whether bytes begin as an image of a kind that we take. What its sender calls it does not matter. */
function isKnown(bytes: Buffer): boolean {
  const at = (start: number, end: number) => bytes.toString('latin1', start, end);
  if (at(0, 3) === '\xff\xd8\xff') return true;
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return true;
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WEBP') return true;
  return at(4, 8) === 'ftyp' && at(8, 64).includes('avif');
}

const notAnImage: Unfit = {
  refused: 'not_an_image',
  code: 'image_unknown',
  message: 'must be a JPEG, PNG, WebP or AVIF image; what was sent is none of these, whatever its name says',
};

const unfit = (why: Omit<Unfit, 'refused'>): Unfit => ({ refused: 'unfit', ...why });

function refusalOf({ autoOrient, format, compression }: Metadata): Unfit | undefined {
  if (format === 'heif' && compression !== 'av1') return notAnImage;
  const { width, height } = autoOrient;
  const size = { width, height };
  if (width * height > MAX_POSTER_PIXELS) {
    const most = MAX_POSTER_PIXELS / 1e6;
    const message = `has ${width} × ${height} pixels; at most ${most} million in all are taken`;
    return unfit({ code: 'image_pixels', message, params: { ...size, most } });
  }
  if (Math.min(width, height) < MIN_POSTER_SIDE) {
    const least = MIN_POSTER_SIDE;
    const message = `must be at least ${least} pixels wide and high; it is ${width} × ${height}`;
    return unfit({ code: 'image_small', message, params: { ...size, least } });
  }
  if (Math.max(width, height) > MOST_OBLONG * Math.min(width, height)) {
    const most = MOST_OBLONG;
    const message = `must be at most ${most} times as long on one side as on the other; it is ${width} × ${height}`;
    return unfit({ code: 'image_oblong', message, params: { ...size, most } });
  }
  return undefined;
}

const whyUnreadable = ({ message }: Error): Omit<Unfit, 'refused'> =>
  message.startsWith('timeout:')
    ? { code: 'image_slow', message: 'takes too long to read; save it as a plain JPEG and send that' }
    : { code: 'image_damaged', message: 'is damaged or incomplete, so it cannot be read; save it anew and send that' };
