import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { aBomb, aJpeg, anAvif, anSvg, aPhoto, aPng, aWebp, pngOf } from '../../test/uploads.ts';
import { openPictures, type Picture, type Unfit } from './pictures.ts';

const pictures = openPictures();
const made = async (upload: Buffer): Promise<Picture> => {
  const picture = await pictures.render(upload);
  if ('refused' in picture) throw new Error(picture.message);
  return picture;
};
const refused = async (upload: Buffer) => (await pictures.render(upload)) as Unfit;
const sizes = async ({ files }: Picture) =>
  Promise.all(
    files.map(async ({ file, content }) => {
      const { width, height, format } = await sharp(content).metadata();
      return [file, format, width, height];
    }),
  );

test.each([
  ['JPEG', aJpeg],
  ['PNG', aPng],
  ['WebP', aWebp],
  ['AVIF', anAvif],
])('a %s becomes WebP in its widths, never wider than it is, and a JPEG for link previews', async (_, make) => {
  const picture = await made(await make(500, 600));
  expect(picture.poster).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{32}$/), width: 500, height: 600 });
  expect(await sizes(picture)).toEqual([
    ['400.webp', 'webp', 400, 480],
    ['800.webp', 'webp', 500, 600],
    ['share.jpg', 'jpeg', 560, 630],
  ]);
});

test('a large one is made smaller', async () => {
  const picture = await made(await aJpeg(2000, 1000));
  expect(picture.poster).toMatchObject({ width: 1600, height: 800 });
  expect(await sizes(picture)).toEqual([
    ['400.webp', 'webp', 400, 200],
    ['800.webp', 'webp', 800, 400],
    ['1600.webp', 'webp', 1600, 800],
    ['share.jpg', 'jpeg', 560, 630],
  ]);
});

test('its name is that of its content', async () => {
  const [one, other] = [await aPng(), await aPng(501)];
  const [first, again, second] = [await made(one), await made(one), await made(other)];
  expect(again.poster).toEqual(first.poster);
  expect(second.poster.hash).not.toBe(first.poster.hash);
});

test('a photo is turned as it was held, and tells nothing of where it was taken', async () => {
  const photo = await aPhoto(600, 500);
  // The control: what goes in does tell.
  expect((await sharp(photo).metadata()).exif?.includes('Secret Person')).toBe(true);
  const { poster, files } = await made(photo);
  expect(poster).toMatchObject({ width: 500, height: 600 });
  for (const { content } of files) {
    const { exif, xmp, iptc, icc, orientation } = await sharp(content).metadata();
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    expect(content.includes('Secret Person')).toBe(false);
  }
});

test('what clings to an image does not come through', async () => {
  const page = '<html><script>alert(document.cookie)</script></html>';
  const { files } = await made(Buffer.concat([await aJpeg(), Buffer.from(page)]));
  for (const { content } of files) expect(content.includes('<script>')).toBe(false);
});

describe('is refused as no image of a kind we take', () => {
  test.each([
    ['text', Buffer.from('Dear reader, this is a PNG.')],
    ['a web page', Buffer.from('<!doctype html><title>x</title>')],
    ['an SVG with a script', anSvg],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['a film', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1')],
    ['a sound in the same container as WebP', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1')],
    ['a byte', Buffer.from([0xff])],
  ])('%s', async (_, upload) => {
    expect(await refused(upload)).toEqual({
      refused: 'not_an_image',
      code: 'image_unknown',
      message: expect.stringContaining('must be a JPEG, PNG, WebP or AVIF image'),
    });
  });
});

describe('is refused as unfit', () => {
  test('a bomb, by its size and before it goes off', async () => {
    const bomb = aBomb();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await refused(bomb)).toEqual({
      refused: 'unfit',
      code: 'image_pixels',
      params: { width: 30000, height: 30000, most: 50 },
      message: 'has 30000 × 30000 pixels; at most 50 million in all are taken',
    });
  });

  const whole = aJpeg(800, 800);
  test.each([
    ['a JPEG that breaks off', async () => (await whole).subarray(0, (await whole).length / 2)],
    ['the first bytes of a JPEG', async () => (await whole).subarray(0, 3)],
    ['a PNG with less in it than it says', async () => pngOf(600, 600, deflateSync(Buffer.alloc(1000)))],
    ['a PNG with nonsense in it', async () => pngOf(600, 600, Buffer.from('not compressed at all'))],
    ['a WebP that breaks off', async () => (await aWebp()).subarray(0, 500)],
    ['an AVIF that breaks off', async () => (await anAvif()).subarray(0, 300)],
    ['a script that begins as a JPEG', async () => Buffer.from('\xff\xd8\xff/*<script>*/=alert(1)', 'latin1')],
  ])('%s', async (_, make) => {
    expect(await refused(await make())).toMatchObject({
      refused: 'unfit',
      message: expect.stringContaining('is damaged or incomplete'),
    });
  });

  test.each([
    [399, 500, 'must be at least 400 pixels wide and high; it is 399 × 500'],
    [1300, 400, 'must be at most 3 times as long on one side as on the other; it is 1300 × 400'],
  ])('one of %d × %d', async (width, height, message) => {
    expect(await refused(await aPng(width, height))).toMatchObject({
      refused: 'unfit',
      message,
      params: { width, height },
    });
  });
});

test('one that is refused holds up none after it', async () => {
  const outcomes = await Promise.all([pictures.render(anSvg), aPng().then(pictures.render), pictures.render(anSvg)]);
  expect(outcomes.map((outcome) => 'refused' in outcome)).toEqual([true, false, true]);
});
