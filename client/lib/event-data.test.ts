import type { ListingView } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import { aListing } from '@/testing/listing';
import { eventData } from './event-data';

const now = new Date('2031-05-01T12:00:00.000Z');
const shown = {
  url: 'https://ticketing.dev/tickets/1',
  organiserUrl: 'https://ticketing.dev/organisers/2',
  images: ['https://ticketing.dev/1.png'],
  somewhere: 'Somewhere',
};
const dataOf = (changes: Partial<ListingView>, at = now) => eventData(aListing(changes), { ...shown, now: at });

test('tells all times of an event with the offset of its place', () => {
  const times = {
    endsAt: '2031-05-03T21:00:00.000Z',
    doorsAt: '2031-05-03T16:30:00.000Z',
    salesEndAt: '2031-05-03T18:00:00.000Z',
  };
  expect(dataOf(times)).toMatchObject({
    startDate: '2031-05-03T19:30:00+02:00',
    endDate: '2031-05-03T23:00:00+02:00',
    doorTime: '2031-05-03T18:30:00+02:00',
    offers: { availability: 'https://schema.org/InStock', validThrough: '2031-05-03T20:00:00+02:00' },
  });
});

test('tells no end that nobody has said, but that sales end with it', () => {
  const data = dataOf({});
  expect(data).toMatchObject({ endDate: undefined, doorTime: undefined });
  expect(data).toMatchObject({ offers: { validThrough: '2031-05-04T01:30:00+02:00' } });
  expect(dataOf({ startsAt: null })).toBeUndefined();
});

test.each([
  ['tickets are left', {}, now, 'InStock'],
  ['none is left', { available: 0 }, now, 'SoldOut'],
  ['it is cancelled', { status: 'cancelled', available: 0 }, now, 'SoldOut'],
  ['sales are paused', { sales: 'paused', available: 0 }, now, 'OutOfStock'],
  ['its seller ended its sales', { sales: 'ended', available: 0 }, now, 'Discontinued'],
  ['its sales are over', { salesEndAt: '2031-05-01T12:00:00.000Z' }, now, 'Discontinued'],
  ['it is over', {}, new Date('2031-05-04T00:00:00.000Z'), 'Discontinued'],
] as const)('where %s, says so', (_what, changes, at, availability) => {
  expect(dataOf(changes, at)).toMatchObject({ offers: { availability: `https://schema.org/${availability}` } });
});

test('tells whom it is from as they are named, and nothing of those who are not', () => {
  expect(dataOf({ organiser: { name: 'The Lantern Company', contact: 'box-office@example.com' } })).toMatchObject({
    organizer: { '@type': 'Organization', name: 'The Lantern Company', url: 'https://ticketing.dev/organisers/2' },
  });
  expect(dataOf({})).toMatchObject({ organizer: undefined });
});
