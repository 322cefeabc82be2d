import { z } from 'zod';

/** Media types of images that may be uploaded. What an image is, its bytes say. */
export const POSTER_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const;
/** Bytes of an upload. */
export const MAX_POSTER_BYTES = 8 * 1024 * 1024;
/** Pixels of an upload: more than a telephone's camera makes. */
export const MAX_POSTER_PIXELS = 50_000_000;
/** Pixels that the shorter side of an upload has at least. */
export const MIN_POSTER_SIDE = 400;

/** Widths in pixels in which a poster is kept, as WebP. An image is never made wider than it is. */
export const POSTER_WIDTHS = [400, 800, 1600] as const;

/** The files in which a poster can be had; `share.jpg` is for renderers of link previews, which cannot read WebP. */
export const PosterFile = z.enum(['400.webp', '800.webp', '1600.webp', 'share.jpg']);
export type PosterFile = z.infer<typeof PosterFile>;

/** Width and height of `share.jpg` in pixels. */
export const POSTER_SHARE_SIZE = { width: 560, height: 630 };

/** Names the content of a poster for good, so that whoever has it may keep it for good. */
export const PosterHash = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits');

/** An uploaded poster: what its addresses are made of, and its size in pixels for the layout of pages. */
export const Poster = z.object({ hash: PosterHash, width: z.int().min(1), height: z.int().min(1) });
export type Poster = z.infer<typeof Poster>;

/** The files that an image of a width is kept in, with their widths in pixels: none that says no more than the one before. */
export function posterFiles(width: number): { file: PosterFile; width: number }[] {
  return POSTER_WIDTHS.filter((_, index) => index === 0 || POSTER_WIDTHS[index - 1]! < width).map((most) => ({
    file: `${most}.webp` as PosterFile,
    width: Math.min(most, width),
  }));
}
