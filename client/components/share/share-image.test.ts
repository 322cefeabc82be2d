import { categories } from '@frontrow/common/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { drawShareImage } from './draw-share-image';
import { settable } from './settable';

const listing = {
  id: '0190f3c4-0000-7000-8000-000000000001',
  category: 'music',
  title: 'Lantern Parade',
  startsAt: '2031-05-03T17:30:00.000Z',
  timeZone: 'Europe/London',
  venue: 'Roundhouse',
  city: 'London',
  country: 'United Kingdom',
} as const;

const said = { category: 'Vorträge', locale: 'de-DE' };

/** Everything that `settable` lets through. */
const allGlyphs = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code))
  .filter((char) => settable(char) === char)
  .join('');

/** Width and height from the head of a PNG; anything else fails. */
function sizeOf(png: ArrayBuffer) {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

describe('the image', () => {
  const { fetch: usual } = globalThis;
  const asked: string[] = [];
  beforeAll(() => {
    // The renderer asks the web for glyphs and emoji that it lacks. Its own parts are in data URLs.
    globalThis.fetch = async (target, options) => {
      if (!String(target).startsWith('data:')) asked.push(String(target));
      return usual(target, options);
    };
  });
  afterAll(() => {
    globalThis.fetch = usual;
  });

  beforeEach(() => {
    asked.length = 0;
  });

  test.each([
    ['plain words', 'Lantern Parade'],
    ['accents', 'Ngày hội Łódź – “Smörgåsbord”'],
    ['emoji', 'Jazz 🎹 night 👩‍👩‍👧‍👦 1️⃣'],
    ['emoji alone', '🎭🎭🎭'],
    ['Hebrew', 'מופע הפנסים של ירושלים'],
    ['Arabic with figures', 'حفلة 2031'],
    ['Japanese', '東京の夜'],
    ['direction marks', '\u202eevil\u202c \u200f!'],
    ['one word of 120 letters', 'W'.repeat(120)],
    ['200 characters', 'Long nights '.repeat(17).slice(0, 200)],
    ['markup', '<svg onload="x"> &amp; {title}'],
  ])('is drawn from what is here for a title of %s', async (_, title) => {
    const png = await drawShareImage({ ...listing, title }, said);
    expect(sizeOf(png)).toEqual({ width: 1200, height: 630 });
    expect(asked).toEqual([]);
  });

  test('counts on no glyph that its typeface lacks', async () => {
    expect(allGlyphs.length).toBeGreaterThan(400);
    await drawShareImage({ ...listing, title: allGlyphs, venue: allGlyphs }, said);
    expect(asked).toEqual([]);
  });

  test.each(categories)('has the drawing of %s', async (category) => {
    const png = await drawShareImage(
      {
        ...listing,
        category,
        title: '🎭',
        startsAt: null,
        venue: '',
        city: '',
        country: '',
      },
      said,
    );
    expect(sizeOf(png)).toEqual({ width: 1200, height: 630 });
  });
});

test('what cannot be set as meant is left out as a whole; signs between words are not missed', () => {
  expect(settable('Jazz 🎹 & Blues™')).toBe('Jazz & BluesTM');
  expect(settable('Ｌｉｖｅ 𝐋𝐢𝐯𝐞')).toBe('Live Live');
  expect(settable('1️⃣ Night')).toBe('Night');
  expect(settable('Café ☕️')).toBe('Café');
  expect(settable('حفلة 2031')).toBeUndefined();
  expect(settable('Ночь at the Opera')).toBeUndefined();
  expect(settable('🎭')).toBeUndefined();
  expect(settable('')).toBeUndefined();
});
