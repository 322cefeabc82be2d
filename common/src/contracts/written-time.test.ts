import { expect, test } from '@jest/globals';
import { styleBeside, type TimeStyle, timeWriter, writeTime } from './written-time.ts';

/** What is read is written with no-break spaces, so that a time of day is not torn apart. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

const now = Date.parse('2026-11-30T12:00:00Z');
const evening = '2026-12-03T19:00:00.000Z';
const half = '2026-12-03T19:30:00.000Z';
const morning = '2026-12-03T07:00:00.000Z';
const spring = '2027-05-01T18:30:05.000Z';

type Row = [style: TimeStyle, instant: string, timeZone: string, british: string, american: string, german: string];

test.each<Row>([
  ['short', evening, 'Europe/Berlin', 'Thu 3 Dec, 8 pm', 'Thu, Dec 3, 8 pm', 'Do., 3. Dez., 20 Uhr'],
  ['short', half, 'Europe/Berlin', 'Thu 3 Dec, 8:30 pm', 'Thu, Dec 3, 8:30 pm', 'Do., 3. Dez., 20:30 Uhr'],
  ['short', morning, 'Europe/Berlin', 'Thu 3 Dec, 8 am', 'Thu, Dec 3, 8 am', 'Do., 3. Dez., 8 Uhr'],
  ['short', evening, 'Asia/Tokyo', 'Fri 4 Dec, 4 am', 'Fri, Dec 4, 4 am', 'Fr., 4. Dez., 4 Uhr'],
  ['short', evening, 'Asia/Kathmandu', 'Fri 4 Dec, 12:45 am', 'Fri, Dec 4, 12:45 am', 'Fr., 4. Dez., 0:45 Uhr'],
  ['short', evening, 'Pacific/Kiritimati', 'Fri 4 Dec, 9 am', 'Fri, Dec 4, 9 am', 'Fr., 4. Dez., 9 Uhr'],
  [
    'short',
    '2026-12-03T17:00:00Z',
    'America/New_York',
    'Thu 3 Dec, 12 pm',
    'Thu, Dec 3, 12 pm',
    'Do., 3. Dez., 12 Uhr',
  ],
  ['short', '2026-12-03T05:00:00Z', 'America/New_York', 'Thu 3 Dec, 12 am', 'Thu, Dec 3, 12 am', 'Do., 3. Dez., 0 Uhr'],
  [
    'full',
    evening,
    'Europe/Berlin',
    'Thursday 3 December, 8 pm',
    'Thursday, December 3, 8 pm',
    'Donnerstag, 3. Dezember, 20 Uhr',
  ],
  ['day', evening, 'Europe/Berlin', '3 Dec', 'Dec 3', '3. Dez.'],
  ['clock', evening, 'Europe/Berlin', '8 pm', '8 pm', '20 Uhr'],
  ['clock', half, 'Europe/Berlin', '8:30 pm', '8:30 pm', '20:30 Uhr'],
  ['stamp', evening, 'Europe/Berlin', '3 Dec, 8:00:00 pm', 'Dec 3, 8:00:00 pm', '3. Dez., 20:00:00 Uhr'],
  ['card', evening, 'Europe/Berlin', 'Thu 3 Dec, 8 pm', 'Thu, Dec 3, 8 pm', 'Do., 3. Dez., 20 Uhr'],
  // Another year is said.
  ['card', spring, 'Europe/Berlin', '1 May 2027, 8:30 pm', 'May 1, 2027, 8:30 pm', '1. Mai 2027, 20:30 Uhr'],
  [
    'short',
    spring,
    'Europe/Berlin',
    'Sat 1 May 2027, 8:30 pm',
    'Sat, May 1, 2027, 8:30 pm',
    'Sa., 1. Mai 2027, 20:30 Uhr',
  ],
  [
    'full',
    spring,
    'Europe/Vienna',
    'Saturday 1 May 2027, 8:30 pm',
    'Saturday, May 1, 2027, 8:30 pm',
    'Samstag, 1. Mai 2027, 20:30 Uhr',
  ],
  ['day', spring, 'Europe/Berlin', '1 May 2027', 'May 1, 2027', '1. Mai 2027'],
  ['stamp', spring, 'Europe/Berlin', '1 May 2027, 8:30:05 pm', 'May 1, 2027, 8:30:05 pm', '1. Mai 2027, 20:30:05 Uhr'],
  // Which year it is is told by the same clocks.
  ['day', '2026-12-31T23:30:00Z', 'Europe/Berlin', '1 Jan 2027', 'Jan 1, 2027', '1. Jan. 2027'],
  ['day', '2026-12-31T23:30:00Z', 'Europe/London', '31 Dec', 'Dec 31', '31. Dez.'],
  // This year, but long ago.
  ['day', '2026-02-10T12:00:00Z', 'Europe/Berlin', '10 Feb 2026', 'Feb 10, 2026', '10. Feb. 2026'],
  // UTC is the clock of no place.
  ['short', evening, 'UTC', 'Thu 3 Dec, 7 pm UTC', 'Thu, Dec 3, 7 pm UTC', 'Do., 3. Dez., 19 Uhr UTC'],
  ['clock', evening, 'UTC', '7 pm', '7 pm', '19 Uhr'],
])('%s of %s in %s', (style, instant, timeZone, ...texts) => {
  const locales = ['en-GB', 'en-US', 'de-DE'];
  expect(locales.map((locale) => plain(writeTime(instant, style, { locale, timeZone, now })))).toEqual(texts);
});

test.each([
  ['short', evening, '2026-12-03T22:00:00Z', 'Thu 3 Dec, 8–11 pm', 'Do., 3. Dez., 20–23 Uhr'],
  ['full', half, '2026-12-03T22:00:00Z', 'Thursday 3 December, 8:30–11 pm', 'Donnerstag, 3. Dezember, 20:30–23 Uhr'],
  // A night belongs to its evening.
  ['short', evening, '2026-12-04T02:00:00Z', 'Thu 3 Dec, 8 pm – 3 am', 'Do., 3. Dez., 20–3 Uhr'],
  ['short', morning, '2026-12-03T22:30:00Z', 'Thu 3 Dec, 8 am – 11:30 pm', 'Do., 3. Dez., 8–23:30 Uhr'],
  ['clock', evening, '2026-12-03T22:00:00Z', '8–11 pm', '20–23 Uhr'],
  [
    'short',
    '2026-12-04T15:00:00Z',
    '2026-12-06T22:00:00Z',
    'Fri 4 Dec, 4 pm – Sun 6 Dec, 11 pm',
    'Fr., 4. Dez., 16 Uhr – So., 6. Dez., 23 Uhr',
  ],
  [
    'short',
    '2027-05-01T14:00:00Z',
    '2027-05-03T14:00:00Z',
    'Sat 1 May, 4 pm – Mon 3 May 2027, 4 pm',
    'Sa., 1. Mai, 16 Uhr – Mo., 3. Mai 2027, 16 Uhr',
  ],
  [
    'short',
    '2026-12-31T11:00:00Z',
    '2027-01-01T11:00:00Z',
    'Thu 31 Dec 2026, 12 pm – Fri 1 Jan 2027, 12 pm',
    'Do., 31. Dez. 2026, 12 Uhr – Fr., 1. Jan. 2027, 12 Uhr',
  ],
] as const)('%s from %s until %s', (style, instant, until, english, german) => {
  const write = (locale: string) => writeTime(instant, style, { locale, timeZone: 'Europe/Berlin', now, until });
  expect([plain(write('en-GB')), plain(write('de'))]).toEqual([english, german]);
});

test('the zone is named where that is asked for, as its readers call it', () => {
  const write = (locale: string, instant = evening) =>
    plain(writeTime(instant, 'short', { locale, timeZone: 'Europe/Berlin', now, withZone: true }));
  expect(write('en-GB')).toBe('Thu 3 Dec, 8 pm CET');
  expect(write('de')).toBe('Do., 3. Dez., 20 Uhr MEZ');
  expect(write('de', spring)).toBe('Sa., 1. Mai 2027, 20:30 Uhr MESZ');
});

test('what is kept for long says the year in any case', () => {
  expect(plain(writeTime(evening, 'short', { locale: 'de', timeZone: 'Europe/Berlin' }))).toBe(
    'Do., 3. Dez. 2026, 20 Uhr',
  );
});

test('other languages are written as their readers’ runtimes know them', () => {
  const write = (style: TimeStyle) => plain(writeTime(half, style, { locale: 'fr', timeZone: 'Europe/Paris', now }));
  expect([write('short'), write('clock'), write('stamp')]).toEqual(['jeu. 3 déc., 20:30', '20:30', '3 déc., 20:30:00']);
});

test('every zone there is can be written, at a time at which its clocks are set', () => {
  const written = Intl.supportedValuesOf('timeZone').map((timeZone) =>
    writeTime('2026-03-29T01:00:00Z', 'short', { locale: 'en-GB', timeZone, now, withZone: true }),
  );
  expect(written.length).toBeGreaterThan(400);
  for (const text of written) expect(plain(text)).toMatch(/^(Sat 28|Sun 29) Mar 2026, 1?\d(:\d\d)? [ap]m \S+/);
});

test('it stands for itself: what a page is sent writes the same', () => {
  const sent = new Function(`return (${timeWriter})()`)() as typeof writeTime;
  for (const locale of ['en-GB', 'de', 'fr']) {
    const setting = { locale, timeZone: 'America/New_York', now, withZone: true, until: '2026-12-04T00:00:00Z' };
    expect(sent(evening, 'full', setting)).toBe(writeTime(evening, 'full', setting));
  }
});

test('beside the start of an event, the day is told of what is not near it', () => {
  expect(styleBeside(spring, '2027-05-01T17:30:00.000Z')).toBe('clock');
  expect(styleBeside(spring, '2027-05-02T02:00:00.000Z')).toBe('clock');
  expect(styleBeside(spring, '2027-05-03T22:00:00.000Z')).toBe('short');
  expect(styleBeside(null, spring)).toBe('short');
});
