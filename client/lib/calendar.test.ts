import type { TicketView } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import { aListing } from '@/testing/listing';
import { calendarOf } from './calendar';

const URL = 'https://ticketing.dev/tickets/0190f3c4-0000-7000-8000-000000000001';
const STARTS = 'Starts Saturday 3 May 2031\\, 7:30\u00a0pm (Europe/Berlin)';
const words = {
  locale: 'en-GB',
  starts: ({ time, zone }: { time: string; zone: string }) => `Starts ${time} (${zone})`,
  doors: ({ time }: { time: string }) => `Doors open ${time}`,
};
/** The content lines with folded ones put together again, as a calendar reads them (RFC 5545, 3.1). */
const linesOf = (ticket: TicketView) => {
  const file = calendarOf(ticket, URL, words) ?? '';
  for (const line of file.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n]/);
  }
  // Whether there is a comma after the day of the week depends on the runtime's version of ICU.
  return file.replaceAll('\r\n ', '').replace('Saturday\\,', 'Saturday').split('\r\n');
};

test('an event has the listing’s id, its version and instants in UTC', () => {
  expect(linesOf(aListing({ venue: 'Roundhouse', city: 'London' }))).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Frontrow//Frontrow//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    'UID:0190f3c4-0000-7000-8000-000000000001',
    'SEQUENCE:7',
    'DTSTAMP:20310203T040506Z',
    'DTSTART:20310503T173000Z',
    'SUMMARY:Lantern Parade',
    'LOCATION:Roundhouse\\, London',
    `DESCRIPTION:${STARTS}\\n\\n${URL}`,
    `URL;VALUE=URI:${URL}`,
    'STATUS:CONFIRMED',
    'LAST-MODIFIED:20310203T040506Z',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('an event ends when its seller says, and doors are told in words', () => {
  const times = { doorsAt: '2031-05-03T16:30:00.000Z', endsAt: '2031-05-03T21:00:00.000Z' };
  const lines = linesOf(aListing(times));
  expect(lines).toContain('DTSTART:20310503T173000Z');
  expect(lines).toContain('DTEND:20310503T210000Z');
  expect(lines).toContain(`DESCRIPTION:${STARTS}\\nDoors open 6:30\u00a0pm\\n\\n${URL}`);
});

test('doors of another day are told with it', () => {
  const [doors] = linesOf(aListing({ doorsAt: '2031-05-02T16:30:00.000Z' })).filter((line) => /Doors open/.test(line));
  expect(doors).toMatch(/Doors open Fri 2 May 2031\\, 6:30\spm/);
});

test('a cancelled event says so under the same UID', () => {
  const lines = linesOf(aListing({ status: 'cancelled', version: 8 }));
  expect(lines).toContain('STATUS:CANCELLED');
  expect(lines).toContain('SEQUENCE:8');
  expect(lines).toContain('UID:0190f3c4-0000-7000-8000-000000000001');
});

test('without a date there is no entry', () => {
  expect(calendarOf(aListing({ startsAt: null }), URL, words)).toBeUndefined();
});

test('no words of a seller become lines of their own', () => {
  const lines = linesOf(
    aListing({
      title: 'A; b, c \\ d\r\nATTENDEE:mailto:x@example.com\u0007\0',
      description: '**Loud**\n\nEND:VEVENT\r\nBEGIN:VALARM',
      city: 'Lyon\nX-EVIL:1',
    }),
  );
  expect(lines.map((line) => line.split(/[:;]/)[0])).toEqual(
    linesOf(aListing({ city: 'Lyon' })).map((line) => line.split(/[:;]/)[0]),
  );
  expect(lines).toContain('SUMMARY:A\\; b\\, c \\\\ d ATTENDEE:mailto:x@example.com');
  expect(lines).toContain(`DESCRIPTION:${STARTS}\\n\\nLoud\\nEND:VEVENT\\nBEGIN:VALARM\\n\\n${URL}`);
});

test.each([
  ['emoji', '🎭'.repeat(60)],
  ['a family of joined emoji', '👩‍👩‍👧‍👦'.repeat(17)],
  ['right to left', 'מופע הפנסים של ירושלים '.repeat(5).trim()],
  ['200 characters', 'Long '.repeat(40).trim()],
])('a title of %s comes through whole', (_, title) => {
  expect(linesOf(aListing({ title }))).toContain(`SUMMARY:${title}`);
});
